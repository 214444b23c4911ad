package io.wardkeep.driver.hl7;

import io.wardkeep.driver.DriverEvent;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * Of which device the rows of a message speak: the tree of a row (first number of OBX-4) under its OBR is a device, its
 * place is the message's PV1-3. It is said before the first thing that is said of it.
 */
final class Subject {

    private static final int PLACE_BYTES_MAX = 200;
    private static final int EQUIPMENT_BYTES_MAX = 100;
    private static final int CHANNEL_BYTES_MAX = 40;
    private static final long NO_TREE = -1;

    private final Hl7Message message;
    private final Hl7Answer answer;
    private Charset charset = StandardCharsets.UTF_8;
    private String place = "";
    private int header;
    /** The device that was said last, as a digest. */
    private long device;
    /** Of which device was said last that what follows is its own. */
    private long tree = NO_TREE;
    /** Of which device the current row is. */
    private long notedTree = NO_TREE;
    /** Where that device's name lies in the message. */
    private int notedFrom;

    private int notedUntil;
    private boolean deviceRow;

    Subject(Hl7Message message, Hl7Answer answer) {
        this.message = message;
        this.answer = answer;
    }

    /** The header is the current segment. */
    void begin() {
        charset = message.charset();
        place = "";
        header = message.place();
        turn();
    }

    /** What was noted holds no further. */
    private void turn() {
        tree = NO_TREE;
        notedTree = NO_TREE;
        notedUntil = notedFrom;
        deviceRow = false;
    }

    /** PV1 is the current segment. */
    void placed() {
        place = message.field(3) ? message.text(PLACE_BYTES_MAX, charset) : "";
        turn();
    }

    /** OBR is the current segment. */
    void ordered() {
        turn();
    }

    /** OBX or PRT is the current segment: is it, or does it say more of, the row of a device? */
    void row() {
        if (message.is("OBX")) {
            long of = tree();
            if (of != notedTree) {
                notedTree = of;
                notedUntil = notedFrom;
            }
            deviceRow = isDevice();
        }
        int field = message.is("OBX") ? 18 : 10;
        if (deviceRow && notedFrom == notedUntil && (message.component(field, 1) || message.component(field, 3))) {
            notedFrom = message.from;
            notedUntil = message.until;
        }
    }

    /** Says whose the current row is, unless that was the last thing said. Leaves the row the current segment. */
    void say(Consumer<DriverEvent> events) {
        if (notedTree != tree) {
            tree = notedTree;
            String equipment = equipment();
            device = 0x1_0000_0001L * place.hashCode() + equipment.hashCode();
            events.accept(new DriverEvent.Relayed(place, equipment, answer.of(Hl7Answer.Outcome.STRANGER)));
        }
    }

    /**
     * Which device was said last, as a digest of its place and name: its number in a message's tree may be another's.
     */
    long device() {
        return device;
    }

    /**
     * Which channel of its device the current row is of, as a digest of OBX-4; 0 where that is no place in a tree, but
     * the row's number or nothing.
     */
    long channel() {
        if (!message.field(4)) {
            return 0;
        }
        long channel = 0;
        boolean tree = false;
        for (int at = message.from; at < message.until; at++) {
            channel = channel * 31 + message.bytes[at];
            tree |= message.bytes[at] == '.';
        }
        return tree ? channel : 0;
    }

    /** The same in the sender's words. */
    String channelName() {
        return message.field(4) ? message.text(CHANNEL_BYTES_MAX, charset) : "";
    }

    private long tree() {
        if (!message.field(4)) {
            return 0;
        }
        long number = 0;
        for (int at = message.from; at < message.until && message.bytes[at] != '.'; at++) {
            number = number * 31 + message.bytes[at];
        }
        return number & Long.MAX_VALUE;
    }

    /** OBX-18 of the device's row or PRT-10 behind it; what identifies the sender, where neither is given. */
    private String equipment() {
        if (notedFrom < notedUntil) {
            message.from = notedFrom;
            message.until = notedUntil;
            return message.text(EQUIPMENT_BYTES_MAX, charset);
        }
        int here = message.place();
        message.back(header);
        String sender = message.component(3, 2) ? message.text(EQUIPMENT_BYTES_MAX, charset) : "";
        message.back(here);
        return sender;
    }

    /** {@code 1.0.0.0} and its like. */
    private boolean isDevice() {
        return message.field(4)
                && message.until - message.from >= 6
                && message.bytes[message.until - 1] == '0'
                && message.bytes[message.until - 2] == '.'
                && message.bytes[message.until - 3] == '0'
                && message.bytes[message.until - 4] == '.'
                && message.bytes[message.until - 5] == '0';
    }

    Charset charset() {
        return charset;
    }
}
