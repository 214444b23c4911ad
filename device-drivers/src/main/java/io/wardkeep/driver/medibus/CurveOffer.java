package io.wardkeep.driver.medibus;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What curves a device can send, and which of them are asked for: at most four, which every record then can name. */
final class CurveOffer {

    private static final int RECORD_BYTES = 23;
    private static final int CHOSEN_MAX = 4;
    private static final long PERIOD_MICROS_MIN = 1_000;
    private static final long PERIOD_MICROS_MAX = 10_000_000;
    private static final long SAMPLE_MAX = 99_999;

    private final List<Curve.Kind> kinds = new ArrayList<>();
    private final List<Curve> curves = new ArrayList<>();

    /** Reads the device's answer; what is not understood of it is not asked for. */
    CurveOffer(Message answer) {
        for (Curve.Kind kind : Curve.Kind.values()) {
            for (int at = 0; at + RECORD_BYTES <= answer.dataLength(); at += RECORD_BYTES) {
                if (Text.hexadecimalPair(answer, at) == kind.code() && isWanted(kind)) {
                    offer(kind, answer, at);
                }
            }
        }
    }

    List<Curve> curves() {
        return curves;
    }

    /** The choice as its command's argument: code and multiple of the interval, two digits each. */
    byte[] argument() {
        StringBuilder argument = new StringBuilder();
        for (Curve.Kind kind : kinds) {
            argument.append('0').append(kind.code()).append("01");
        }
        return argument.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** None twice, whatever the device repeats. */
    private boolean isWanted(Curve.Kind kind) {
        return kinds.size() < CHOSEN_MAX
                && kinds.stream()
                        .noneMatch(chosen ->
                                chosen.metric().code() == kind.metric().code());
    }

    private void offer(Curve.Kind kind, Message answer, int at) {
        long period = Text.digits(answer, at + 2, 8);
        long min = Text.digits(answer, at + 10, 5);
        long max = Text.digits(answer, at + 15, 5);
        int binMax = 0;
        for (int i = 20; i < RECORD_BYTES; i++) {
            binMax = binMax << 4 | Math.max(Text.hexadecimal(answer.data(at + i)), 0);
        }
        boolean sensible = period >= PERIOD_MICROS_MIN
                && period <= PERIOD_MICROS_MAX
                && min >= -SAMPLE_MAX
                && max > min
                && binMax > 0;
        if (sensible && Text.decimals(answer, at + 10, 10) == 0) {
            kinds.add(kind);
            curves.add(new Curve(kind, period, min, max, binMax));
        }
    }
}
