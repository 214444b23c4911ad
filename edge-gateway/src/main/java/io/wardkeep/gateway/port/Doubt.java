package io.wardkeep.gateway.port;

/**
 * When a driver that was found by listening is no longer believed: for half a minute bytes came, and it made no reading
 * of them. Then another device hangs on the line, or the same one speaks differently. Owned by the loop of its port.
 */
final class Doubt {

    static final long MILLIS_MAX = 30_000;

    private static final long BYTES_MIN = 32;

    private long readings = -1;
    private long bytesThen;
    private long sinceMillis;

    /**
     * How far the line has come.
     *
     * @param bytes read so far
     * @param readings made of them so far
     * @return is it another device?
     */
    boolean grows(long bytes, long readings, long nowMillis) {
        if (readings != this.readings) {
            this.readings = readings;
            bytesThen = bytes;
            sinceMillis = nowMillis;
        }
        if (bytes == bytesThen) {
            // Nothing at all is silence, which others judge.
            sinceMillis = nowMillis;
        }
        return bytes - bytesThen >= BYTES_MIN && nowMillis - sinceMillis >= MILLIS_MAX;
    }
}
