package io.wardkeep.gateway.port;

import java.util.Arrays;

/** How many readings came in each of the last seconds. Owned by the port's thread. */
final class Pace {

    private static final int SECONDS = 10;

    private final int[] counts = new int[SECONDS];
    private long second;
    private int seconds;

    void came(long nowMillis) {
        long now = nowMillis / 1_000;
        if (seconds == 0 || now - second >= SECONDS || second > now) {
            Arrays.fill(counts, 0);
            seconds = 1;
            second = now;
        }
        for (; second < now; second++) {
            counts[(int) ((second + 1) % SECONDS)] = 0;
            seconds = Math.min(SECONDS, seconds + 1);
        }
        counts[(int) (now % SECONDS)]++;
    }

    /** In the whole seconds before the last that something came in; 0 until one is over. */
    double perSecond() {
        if (seconds < 2) {
            return 0;
        }
        int sum = 0;
        for (int back = 1; back < seconds; back++) {
            sum += counts[(int) ((second - back) % SECONDS)];
        }
        return (double) sum / (seconds - 1);
    }
}
