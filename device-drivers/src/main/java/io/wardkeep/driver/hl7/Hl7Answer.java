package io.wardkeep.driver.hl7;

import java.nio.ByteBuffer;

/**
 * Answers to one message: original or enhanced mode, as its MSH-15 and MSH-16 ask (HL7 2.6, section 2.9.2). Read from
 * the header; nothing else of the message is used.
 */
final class Hl7Answer {

    /** What became of a message. */
    enum Outcome {
        /** It is durable. */
        ACCEPT('A', ""),
        /** It could not be kept; to be sent again. */
        ERROR('E', "207^Application internal error^HL70357"),
        /** Its parts are not in order. */
        SEQUENCE('E', "100^Segment sequence error^HL70357"),
        /** Nothing in it is understood. */
        UNKNOWN_CODES('R', "103^Table value not found^HL70357"),
        /** This kind of message is not taken. */
        UNSUPPORTED('R', "200^Unsupported message type^HL70357"),
        /** Not about patients: a test, a training. */
        UNSUPPORTED_PROCESSING('R', "202^Unsupported processing id^HL70357"),
        /** No such device is known here. */
        STRANGER('R', "204^Unknown key identifier^HL70357");

        private final char letter;
        private final String error;

        Outcome(char letter, String error) {
            this.letter = letter;
            this.error = error;
        }
    }

    /** Two acknowledgements, each of six names and what is constant. */
    private static final int SCRATCH_BYTES = 2 * (6 * 100 + 300);

    private static final int FIELD_BYTES_MAX = 100;

    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final byte[] header = new byte[SCRATCH_BYTES];
    private final byte[] control = new byte[FIELD_BYTES_MAX];
    private int headerLength;
    private int controlLength;
    private int length;
    private char commit;
    private char application;
    private boolean enhanced;

    /** Reads the header, the message's current segment; false when the message has no name to be answered by. */
    boolean open(Hl7Message message, long nowMillis) {
        controlLength = message.field(10) ? Math.min(FIELD_BYTES_MAX, message.until - message.from) : 0;
        System.arraycopy(message.bytes, message.from, control, 0, controlLength);
        commit = mode(message, 15);
        application = mode(message, 16);
        enhanced = message.field(15) || message.field(16);
        length = 0;
        ascii("MSH|^~\\&");
        copy(message, 5);
        copy(message, 6);
        copy(message, 3);
        copy(message, 4);
        ascii("|");
        time(nowMillis);
        ascii("||ACK");
        if (message.component(9, 2)) {
            ascii("^");
            found(message);
            ascii("^ACK");
        }
        ascii("|");
        append(control, controlLength);
        ascii("|P|2.6\r");
        System.arraycopy(scratch, 0, header, 0, length);
        headerLength = length;
        return controlLength > 0;
    }

    /** The first letter of a condition: always, never, error, successful; a space where none is given. */
    private static char mode(Hl7Message message, int field) {
        return message.field(field) ? (char) message.bytes[message.from] : ' ';
    }

    /** The bytes to be sent; none where the sender asked for none. */
    ByteBuffer of(Outcome outcome) {
        length = 0;
        if (asked(commit, outcome)) {
            acknowledge('C', outcome);
        }
        if (!enhanced || asked(application, outcome)) {
            acknowledge('A', outcome);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length);
        bytes.put(scratch, 0, length).flip();
        return bytes;
    }

    private static boolean asked(char condition, Outcome outcome) {
        return condition == 'A'
                || condition == 'S' && outcome == Outcome.ACCEPT
                || condition == 'E' && outcome != Outcome.ACCEPT;
    }

    private void acknowledge(char kind, Outcome outcome) {
        put(MllpFramer.BEGIN);
        append(header, headerLength);
        ascii("MSA|");
        put(kind);
        put(outcome.letter);
        put('|');
        append(control, controlLength);
        put('\r');
        if (!outcome.error.isEmpty()) {
            ascii("ERR|||");
            ascii(outcome.error);
            ascii("|E\r");
        }
        put(MllpFramer.END);
        put('\r');
    }

    private void copy(Hl7Message message, int field) {
        put('|');
        message.field(field);
        found(message);
    }

    /** A part of the message, cut where it is longer than a name: the separators of the answer are the usual ones. */
    private void found(Hl7Message message) {
        int stop = Math.min(message.until, message.from + FIELD_BYTES_MAX);
        for (int at = message.from; at < stop; at++) {
            put(message.bytes[at]);
        }
    }

    private void time(long millis) {
        long day = Math.floorDiv(millis, 86_400_000L);
        long second = Math.floorMod(millis, 86_400_000L) / 1_000;
        // Days since 1 March of the year 0, in eras of 400 years, so that a leap day is the last of its year.
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        long ofEra = shifted - era * 146_097;
        long yearOfEra = (ofEra - ofEra / 1_460 + ofEra / 36_524 - ofEra / 146_096) / 365;
        long ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long month = (5 * ofYear + 2) / 153;
        digits(yearOfEra + era * 400 + (month > 9 ? 1 : 0), 1_000);
        digits(month > 9 ? month - 9 : month + 3, 10);
        digits(ofYear - (153 * month + 2) / 5 + 1, 10);
        digits(second / 3_600, 10);
        digits(second / 60 % 60, 10);
        digits(second % 60, 10);
        ascii("+0000");
    }

    private void digits(long number, long highest) {
        for (long weight = highest; weight > 0; weight /= 10) {
            put((int) ('0' + number / weight % 10));
        }
    }

    private void append(byte[] bytes, int count) {
        System.arraycopy(bytes, 0, scratch, length, count);
        length += count;
    }

    private void ascii(String text) {
        for (int i = 0; i < text.length(); i++) {
            put(text.charAt(i));
        }
    }

    private void put(int octet) {
        scratch[length++] = (byte) octet;
    }
}
