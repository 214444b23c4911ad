package io.wardkeep.driver.intellivue;

/**
 * Where in a message the attributes of one object lie that matter for readings; {@link #NONE} for those that it does
 * not carry. Attributes come in any order, and only some with every result. Used again for the next object; owned by
 * one session.
 */
final class ObjectAttributes {

    /** An attribute that is not there. */
    static final int NONE = -1;

    static final int NUMERIC_OCTETS = 10;

    private static final int LABEL = 0x0924;
    private static final int METRIC_SPECIFICATION = 0x093F;
    private static final int NUMERIC_COMPOUND = 0x094B;
    private static final int NUMERIC = 0x0950;
    private static final int SAMPLES_COMPOUND = 0x0967;
    private static final int SAMPLE_SPECIFICATION = 0x096D;
    private static final int SAMPLES = 0x096E;
    private static final int SCALE = 0x096F;
    private static final int SAMPLE_PERIOD = 0x098D;
    private static final int TIME_STAMP = 0x0990;
    private static final int UNIT = 0x0996;
    private static final int FIXED_VALUES = 0x0A16;

    private byte[] bytes = new byte[0];
    int label;
    int metricSpecification;
    int numeric;
    int numericCompound;
    int samples;
    int samplesCompound;
    int sampleSpecification;
    int scale;
    int samplePeriod;
    int timeStamp;
    int unit;
    int fixedValues;
    private boolean broken;

    /** The message. */
    byte[] bytes() {
        return bytes;
    }

    /** Was one of them not as long as it must be? It is then as if it were not there. */
    boolean broken() {
        return broken;
    }

    /** Finds the attributes of an object whose list is well formed. */
    void read(byte[] message, int from, int until) {
        bytes = message;
        label = NONE;
        metricSpecification = NONE;
        numeric = NONE;
        numericCompound = NONE;
        samples = NONE;
        samplesCompound = NONE;
        sampleSpecification = NONE;
        scale = NONE;
        samplePeriod = NONE;
        timeStamp = NONE;
        unit = NONE;
        fixedValues = NONE;
        broken = false;
        for (int at = from; at < until; ) {
            int length = Octets.u16(message, at + 2);
            found(Octets.u16(message, at), at + 4, length);
            at += 4 + length;
        }
    }

    private void found(int id, int at, int length) {
        switch (id) {
            case LABEL -> label = fixed(at, length, 4);
            case METRIC_SPECIFICATION -> metricSpecification = fixed(at, length, 12);
            case NUMERIC -> numeric = fixed(at, length, NUMERIC_OCTETS);
            case NUMERIC_COMPOUND -> numericCompound = list(at, length, NUMERIC_OCTETS);
            case SAMPLES -> samples = samplesFit(at, at + length, 1) ? at : damaged();
            case SAMPLES_COMPOUND ->
                samplesCompound = length >= 4
                                && Octets.u16(bytes, at + 2) == length - 4
                                && samplesFit(at + 4, at + length, Octets.u16(bytes, at))
                        ? at
                        : damaged();
            case SAMPLE_SPECIFICATION -> sampleSpecification = fixed(at, length, 6);
            case SCALE -> scale = fixed(at, length, 12);
            case SAMPLE_PERIOD -> samplePeriod = fixed(at, length, 4);
            case TIME_STAMP -> timeStamp = fixed(at, length, 8);
            case UNIT -> unit = fixed(at, length, 2);
            case FIXED_VALUES -> fixedValues = list(at, length, 4);
            default -> {
                // Labels in words, colours, grids: nothing that a reading needs.
            }
        }
    }

    private int fixed(int at, int length, int expected) {
        return length == expected ? at : damaged();
    }

    private int list(int at, int length, int entryOctets) {
        return length >= 4
                        && Octets.u16(bytes, at + 2) == length - 4
                        && Octets.u16(bytes, at) * entryOctets == length - 4
                ? at
                : damaged();
    }

    private boolean samplesFit(int from, int until, int arrays) {
        int at = from;
        for (int array = 0; array < arrays; array++) {
            if (until - at < 6) {
                return false;
            }
            at += 6 + Octets.u16(bytes, at + 4);
            if (at > until) {
                return false;
            }
        }
        return at == until;
    }

    private int damaged() {
        broken = true;
        return NONE;
    }
}
