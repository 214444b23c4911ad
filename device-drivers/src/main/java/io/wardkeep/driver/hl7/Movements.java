package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What an admission system says of beds: ADT A01 (admit), A02 (transfer), A03 (discharge), A17 (swap of two beds) and
 * A11, A12, A13, which take the first three back. Each names where the patient is now (PV1-3) or has left. All other
 * events (A04, A05, A08 and so on) move nobody. HL7 2.6, chapter 3; IHE ITI-31.
 *
 * <p>It happened when EVN-6 says, else when it was recorded (EVN-2), else when it was sent (MSH-7), and never later
 * than now. Late and repeated messages are the receiver's to sort by that time.
 */
final class Movements {

    /** What became of a message. */
    enum Outcome {
        /** Somebody's place was told. */
        MOVED,
        /** Well formed, but it names no place. */
        NOWHERE,
        /** A patient without a name and a number, or not as many patients with their places as the event moves. */
        BROKEN
    }

    private static final int PLACE_BYTES_MAX = 200;
    private static final int NAME_CHARACTERS_MAX = 60;
    private static final int NUMBER_CHARACTERS_MAX = 40;
    private static final int TRIGGER_BYTES_MAX = 3;

    private final Hl7Message message;
    private final ZoneId zone;
    private final List<DriverEvent> moves = new ArrayList<>();
    private Charset charset = StandardCharsets.UTF_8;
    private String trigger = "";
    private String label = "";
    private String detail = "";
    private String number = "";
    private long nowMillis;
    private long atMillis;
    private boolean zoned;
    private int zoneMinutes;
    private int visits;
    private int strays;

    /**
     * Nothing read yet.
     *
     * @param zone in which senders mean times that say none
     */
    Movements(Hl7Message message, ZoneId zone) {
        this.message = message;
        this.zone = zone;
    }

    /** The header of an ADT message is the current segment. Does its event say anything about beds? */
    boolean begin(long now) {
        charset = message.charset();
        trigger = message.component(9, 2) ? message.text(TRIGGER_BYTES_MAX, charset) : "";
        label = "";
        moves.clear();
        visits = 0;
        strays = 0;
        nowMillis = now;
        atMillis = now;
        zoned = message.field(7) && message.time(0) != Reading.NO_DEVICE_TIME && message.zoned;
        zoneMinutes = zoned ? message.zoneMinutes() : 0;
        time(7);
        return switch (trigger) {
            case "A01", "A02", "A03", "A11", "A12", "A13", "A17" -> true;
            default -> false;
        };
    }

    /** The current segment. */
    void segment() {
        if (message.is("EVN")) {
            time(2);
            time(6);
        } else if (message.is("PID")) {
            patient();
        } else if (message.is("PV1") && visits < visitsMeant()) {
            visit();
            visits++;
            label = "";
        }
    }

    /** The message has ended: tells what it moves, if all of it could be read. */
    Outcome end(Consumer<DriverEvent> events) {
        if (visits < visitsMeant() || strays > 0) {
            return Outcome.BROKEN;
        }
        moves.forEach(events);
        return moves.isEmpty() ? Outcome.NOWHERE : Outcome.MOVED;
    }

    /** A swap has two patients, each with a place; everything else one. */
    private int visitsMeant() {
        return trigger.equals("A17") ? 2 : 1;
    }

    private void visit() {
        if (label.isEmpty()) {
            strays++;
            return;
        }
        boolean stays = !trigger.equals("A03") && !trigger.equals("A11");
        String now = place(3);
        String before = place(6);
        if (!now.isEmpty()) {
            moves.add(moved(now, stays));
        }
        boolean hasLeft = trigger.equals("A02") || trigger.equals("A12");
        if (hasLeft && !before.isEmpty() && !before.equals(now)) {
            moves.add(moved(before, false));
        }
    }

    private DriverEvent moved(String place, boolean stays) {
        return new DriverEvent.Moved(place, label, detail, number, stays, "ADT " + trigger, atMillis);
    }

    private void time(int field) {
        if (message.field(field)) {
            long told = message.time(zoneMinutes);
            if (told != Reading.NO_DEVICE_TIME) {
                long meant = message.zoned || zoned ? told : inZone(told);
                atMillis = Math.clamp(meant, 0, nowMillis);
            }
        }
    }

    private long inZone(long wallClockMillis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(wallClockMillis), ZoneOffset.UTC)
                .atZone(zone)
                .toInstant()
                .toEpochMilli();
    }

    private String place(int field) {
        return message.field(field) ? message.text(PLACE_BYTES_MAX, charset) : "";
    }

    /**
     * PID-5 as family and given name, or PID-3 of whom no name is known yet; PID-3, PID-7 and PID-8 beside it. Of many
     * numbers the hospital's own (MR) is on the wristband.
     */
    private void patient() {
        boolean numbered = message.componentBeside(3, 1, 5, "MR")
                || message.componentBeside(3, 1, 5, "PI")
                || message.anyComponent(3, 1);
        number = numbered ? message.plain(NUMBER_CHARACTERS_MAX, charset) : "";
        String family =
                message.component(5, 1) && message.subcomponent(1) ? message.plain(NAME_CHARACTERS_MAX, charset) : "";
        String given = message.component(5, 2) ? message.plain(NAME_CHARACTERS_MAX, charset) : "";
        String name = family.isEmpty() || given.isEmpty() ? family + given : family + ", " + given;
        label = name.isEmpty() ? number : name;
        StringBuilder more = new StringBuilder(name.isEmpty() ? "" : number);
        if (message.field(7)) {
            String born = message.text(8, charset);
            boolean isDay = born.length() == 8 && born.chars().allMatch(Character::isDigit);
            append(
                    more,
                    isDay ? "born " + born.substring(0, 4) + "-" + born.substring(4, 6) + "-" + born.substring(6) : "");
        }
        append(more, message.field(8) ? message.plain(1, charset) : "");
        detail = more.toString();
    }

    private static void append(StringBuilder texts, String more) {
        if (!more.isEmpty()) {
            texts.append(texts.isEmpty() ? "" : ", ").append(more);
        }
    }
}
