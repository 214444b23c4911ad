package io.wardkeep.driver.hl7;

/**
 * Which channel of a device gives a metric. Two probes of a monitor send one code from two places of its tree (OBX-4);
 * a device has one stream for each metric, so the channel that gave a value first gives it, and the others are parts. A
 * channel that has given no value for minutes gives way: its module was pulled or moved. Owned by one session.
 */
final class Channels {

    /** A channel without a value for so long gives way to another. */
    static final long GIVES_WAY_MILLIS = 5 * 60 * 1_000L;

    private static final int SLOTS_START = 64;
    /** Metrics of all devices of a session that are remembered; beyond it everything is learned again. */
    private static final int METRICS_MAX = 8_192;

    /** A metric of a device; 0 where the slot is free. */
    private long[] keys = new long[SLOTS_START];

    private long[] channels = new long[SLOTS_START];
    private long[] valuedMillis = new long[SLOTS_START];
    private int size;

    /**
     * Does this channel give the metric, or is it one of several that do not?
     *
     * @param device which device, as a digest
     * @param code the metric
     * @param channel its place in the device's tree, as a digest
     * @param valued does it have a value now? Only one that has becomes the one that gives
     */
    boolean gives(long device, int code, long channel, boolean valued, long nowMillis) {
        long key = key(device, code);
        int slot = slot(key);
        if (keys[slot] == 0) {
            if (valued) {
                remember(key, channel, nowMillis);
            }
            return true;
        }
        if (channels[slot] != channel) {
            if (!valued || nowMillis - valuedMillis[slot] < GIVES_WAY_MILLIS) {
                return false;
            }
            channels[slot] = channel;
        }
        if (valued) {
            valuedMillis[slot] = nowMillis;
        }
        return true;
    }

    private static long key(long device, int code) {
        long key = (device * 31 + code) * 0x9E3779B97F4A7C15L;
        return key == 0 ? 1 : key;
    }

    private void remember(long key, long channel, long nowMillis) {
        if (size == METRICS_MAX) {
            keys = new long[SLOTS_START];
            channels = new long[SLOTS_START];
            valuedMillis = new long[SLOTS_START];
            size = 0;
        } else if (2 * size >= keys.length) {
            grow();
        }
        int slot = slot(key);
        keys[slot] = key;
        channels[slot] = channel;
        valuedMillis[slot] = nowMillis;
        size++;
    }

    private void grow() {
        long[] keysBefore = keys;
        long[] channelsBefore = channels;
        long[] valuedBefore = valuedMillis;
        keys = new long[2 * keysBefore.length];
        channels = new long[keys.length];
        valuedMillis = new long[keys.length];
        for (int before = 0; before < keysBefore.length; before++) {
            if (keysBefore[before] != 0) {
                int slot = slot(keysBefore[before]);
                keys[slot] = keysBefore[before];
                channels[slot] = channelsBefore[before];
                valuedMillis[slot] = valuedBefore[before];
            }
        }
    }

    /** Where this metric is, or the free slot where it would be. */
    private int slot(long key) {
        int slot = (int) (key >>> 32) & keys.length - 1;
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & keys.length - 1;
        }
        return slot;
    }
}
