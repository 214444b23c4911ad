package io.wardkeep.driver.intellivue;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * What the monitor has said about how one wave object's samples are to be read, and where the last run ended. The
 * monitor says it every few seconds, not with every run. Owned by one session.
 */
final class WaveChannel {

    private static final int MASK_UNUSED_BITS = 0x1000;
    private static final int INVALID_SAMPLE = 1;
    private static final int SATURATED_SAMPLE = 4;
    private static final int FIXED_MAX = 8;
    private static final long NANOS_PER_TICK = 125_000;

    private static final int SCALE_OCTETS = 12;

    private static final int NEVER = -1;

    private final int instance;
    private int sampleOctets;
    private int significant;
    private long periodTicks;
    private int unit;
    private boolean unitTold;
    private final byte[] scaleOctets = new byte[SCALE_OCTETS];
    private boolean scaleTold;
    private @Nullable SampleScale scale;
    private int scalePlaces = NEVER;
    private final int[] fixed = new int[FIXED_MAX];
    private final int[] missingMasks = new int[FIXED_MAX];
    private int fixedCount;
    private int missingCount;

    private long expectedTicks;
    private int restarts = NEVER;

    WaveChannel(int instance) {
        this.instance = instance;
    }

    int instance() {
        return instance;
    }

    /** Takes over what an object's attributes say about its samples. */
    void describe(ObjectAttributes object) {
        byte[] bytes = object.bytes();
        if (object.sampleSpecification != ObjectAttributes.NONE) {
            int bits = Octets.u8(bytes, object.sampleSpecification + 2);
            int used = Octets.u8(bytes, object.sampleSpecification + 3);
            boolean mask = (Octets.u16(bytes, object.sampleSpecification + 4) & MASK_UNUSED_BITS) != 0;
            sampleOctets = bits == 8 || bits == 16 ? bits / 8 : 0;
            significant = mask && used > 0 && used < bits ? (1 << used) - 1 : 0xFFFF;
        }
        if (object.samplePeriod != ObjectAttributes.NONE) {
            periodTicks = Octets.u32(bytes, object.samplePeriod);
        }
        if (object.unit != ObjectAttributes.NONE) {
            unit = Octets.u16(bytes, object.unit);
            unitTold = true;
        }
        if (object.scale != ObjectAttributes.NONE && !isScale(bytes, object.scale)) {
            System.arraycopy(bytes, object.scale, scaleOctets, 0, SCALE_OCTETS);
            scaleTold = true;
            scalePlaces = NEVER;
        }
        if (object.fixedValues != ObjectAttributes.NONE) {
            describeFixedValues(bytes, object.fixedValues);
        }
    }

    private void describeFixedValues(byte[] bytes, int list) {
        fixedCount = 0;
        missingCount = 0;
        int count = Math.min(Octets.u16(bytes, list), FIXED_MAX);
        for (int entry = 0; entry < count; entry++) {
            int kind = Octets.u16(bytes, list + 4 + 4 * entry);
            int value = Octets.u16(bytes, list + 6 + 4 * entry);
            fixed[fixedCount++] = value;
            if (value != 0 && (kind == INVALID_SAMPLE || kind == SATURATED_SAMPLE)) {
                missingMasks[missingCount++] = value;
            }
        }
    }

    /** Has the monitor said enough to read samples? */
    boolean isDescribed() {
        return sampleOctets > 0 && periodTicks > 0 && unitTold && scaleTold;
    }

    int unit() {
        return unit;
    }

    long periodTicks() {
        return periodTicks;
    }

    long periodNanos() {
        return periodTicks * NANOS_PER_TICK;
    }

    /** Octets of one sample. */
    int sampleOctets() {
        return sampleOctets;
    }

    /** The scale in the unit that is so many places away from the monitor's; null where there is none. */
    @Nullable SampleScale scale(int places) {
        if (scalePlaces != places) {
            scalePlaces = places;
            scale = SampleScale.of(scaleOctets, 0, places);
        }
        return scale;
    }

    private boolean isScale(byte[] bytes, int at) {
        return scaleTold && Arrays.equals(bytes, at, at + SCALE_OCTETS, scaleOctets, 0, SCALE_OCTETS);
    }

    /** Does the wave have no absolute values? Its scale then begins with something that is no number. */
    boolean isRelative() {
        return !Numbers.isNumber(scaleOctets, 0) && !Numbers.isNumber(scaleOctets, 4);
    }

    /**
     * Is there no value at this place? The monitor marks what it could not measure or what went beyond its range, and
     * may write a mark instead of a value.
     */
    boolean isMissing(int raw) {
        for (int mask = 0; mask < missingCount; mask++) {
            if ((raw & missingMasks[mask]) == missingMasks[mask]) {
                return true;
            }
        }
        for (int entry = 0; entry < fixedCount; entry++) {
            if (raw == fixed[entry] && (raw & ~significant) != 0) {
                return true;
            }
        }
        return false;
    }

    /** A sample without the bits that do not belong to its value. */
    int value(int raw) {
        return raw & significant;
    }

    /**
     * How many samples are missing before a run that begins now; negative where the run was heard before.
     *
     * @param ticks of the run's first sample
     * @param clockRestarts how often the monitor's clock began anew
     */
    long missingBefore(long ticks, int clockRestarts) {
        if (restarts != clockRestarts) {
            return 0;
        }
        return Math.floorDiv(2 * (ticks - expectedTicks) + periodTicks, 2 * periodTicks);
    }

    /** A run was heard. */
    void heard(long ticks, int samples, int clockRestarts) {
        expectedTicks = ticks + samples * periodTicks;
        restarts = clockRestarts;
    }
}
