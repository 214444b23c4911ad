package io.wardkeep.sync;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.OptionalLong;

/** The peer's clock minus ours: of the last exchanges the one that took the shortest. Mills, RFC 5905, section 10. */
final class ClockOffset {

    private static final int SAMPLES_MAX = 8;

    private record Sample(long tookMillis, long offsetMillis) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    /** All in milliseconds: our clock at the ping, the peer's at its answer, and ours when it came. */
    void sample(long pingMillis, long peerMillis, long nowMillis) {
        if (nowMillis < pingMillis) {
            return;
        }
        samples.addLast(new Sample(nowMillis - pingMillis, peerMillis - (pingMillis + nowMillis) / 2));
        if (samples.size() > SAMPLES_MAX) {
            samples.removeFirst();
        }
    }

    OptionalLong estimate() {
        return samples.stream()
                .min(Comparator.comparingLong(Sample::tookMillis))
                .map(best -> OptionalLong.of(best.offsetMillis()))
                .orElse(OptionalLong.empty());
    }
}
