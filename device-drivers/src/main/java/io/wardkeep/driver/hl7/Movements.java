package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Reading;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * What an admission system says of beds: ADT A01 (admit), A02 (transfer), A03 (discharge), A17 (swap of two beds) and
 * A11, A12, A13, which take the first three back. Each names where the patient is now (PV1-3) or has left. All other
 * events (A04, A05, A08 and so on) move nobody. HL7 2.6, chapter 3; IHE ITI-31.
 *
 * <p>Late and repeated messages are the receiver's to sort, by EVN-2.
 */
final class Movements {

    private static final int PLACE_BYTES_MAX = 200;
    private static final int NAME_BYTES_MAX = 60;
    private static final int NUMBER_BYTES_MAX = 40;
    private static final int TRIGGER_BYTES_MAX = 3;

    private final Hl7Message message;
    private Charset charset = StandardCharsets.UTF_8;
    private String trigger = "";
    private String label = "";
    private String detail = "";
    private long atMillis;
    private int zoneMinutes;
    private boolean placed;

    Movements(Hl7Message message) {
        this.message = message;
    }

    /** The header of an ADT message is the current segment. Does its event say anything about beds? */
    boolean begin(long nowMillis) {
        charset = message.charset();
        trigger = message.component(9, 2) ? message.text(TRIGGER_BYTES_MAX, charset) : "";
        label = "";
        detail = "";
        placed = false;
        atMillis = nowMillis;
        zoneMinutes = message.field(7) ? message.zoneMinutes() : 0;
        time(7);
        return switch (trigger) {
            case "A01", "A02", "A03", "A11", "A12", "A13", "A17" -> true;
            default -> false;
        };
    }

    /** Was somebody's place named? */
    boolean understood() {
        return placed;
    }

    /** The current segment. */
    void segment(Consumer<DriverEvent> events) {
        if (message.is("EVN")) {
            time(2);
        } else if (message.is("PID")) {
            patient();
        } else if (message.is("PV1") && !label.isEmpty()) {
            boolean stays = !trigger.equals("A03") && !trigger.equals("A11");
            String now = place(3);
            String before = place(6);
            if (!now.isEmpty()) {
                placed = true;
                events.accept(moved(now, stays));
            }
            boolean hasLeft = trigger.equals("A02") || trigger.equals("A12");
            if (hasLeft && !before.isEmpty() && !before.equals(now)) {
                events.accept(moved(before, false));
            }
        }
    }

    private DriverEvent moved(String place, boolean stays) {
        return new DriverEvent.Moved(place, label, detail, stays, "ADT " + trigger, atMillis);
    }

    private void time(int field) {
        if (message.field(field)) {
            long told = message.time(zoneMinutes);
            if (told != Reading.NO_DEVICE_TIME) {
                atMillis = told;
            }
        }
    }

    private String place(int field) {
        return message.field(field) ? message.text(PLACE_BYTES_MAX, charset) : "";
    }

    /** PID-5 as family and given name, or PID-3 of whom no name is known yet; PID-3, PID-7 and PID-8 beside it. */
    private void patient() {
        String number = message.component(3, 1)
                ? message.text(NUMBER_BYTES_MAX, charset).strip()
                : "";
        String family =
                message.component(5, 1) ? message.text(NAME_BYTES_MAX, charset).strip() : "";
        String given =
                message.component(5, 2) ? message.text(NAME_BYTES_MAX, charset).strip() : "";
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
        append(more, message.field(8) ? message.text(1, charset) : "");
        detail = more.toString();
    }

    private static void append(StringBuilder texts, String more) {
        if (!more.isEmpty()) {
            texts.append(texts.isEmpty() ? "" : ", ").append(more);
        }
    }
}
