package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.SerialSetting;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Finds out which driver understands a line: listens with one setting after the other, feeds what comes to a session of
 * every driver that might understand it, and believes one that has understood several frames and most of the bytes
 * while no other has. Two that both might be right are said and not chosen between. A pure state machine, owned by the
 * loop of its port; never ends by itself, since a device may be switched on at any time.
 */
final class PortDetection {

    /** A line on which nothing comes at all is heard so long with one setting: devices speak once a second. */
    static final long SILENT_MILLIS = 4_000;

    /** After so long with bytes and nothing that anybody understood, the setting is wrong. */
    static final long GARBAGE_MILLIS = 3_000;

    /** So much is enough to call it garbage, or to compare two that understand. */
    static final long LISTEN_MILLIS = 2_000;

    /** Somebody understood something, but too little: so long he gets. */
    static final long HESITATE_MILLIS = 30_000;

    private static final int GARBAGE_BYTES = 32;

    private final List<DriverChoice.Trial> trials;
    private final List<Evidence> candidates = new ArrayList<>();
    private final List<String> heard = new ArrayList<>();
    private int trial;
    private long bytes;
    private long startMillis = Long.MIN_VALUE;
    private long firstMillis;

    /** What is known after a step. */
    sealed interface Verdict {

        /** Nothing new. */
        record Listening() implements Verdict {}

        /** The line must be set so from now on. */
        record Retune(SerialSetting setting) implements Verdict {}

        /**
         * One driver understands.
         *
         * @param driver which
         * @param setting of the serial line
         * @param report what was found, for people
         */
        record Recognised(Driver driver, Optional<SerialSetting> setting, String report) implements Verdict {}

        /**
         * A round over all settings found none; the next begins.
         *
         * @param report what was heard, for people
         * @param next how the line must be set from now on
         */
        record Unrecognised(String report, Optional<SerialSetting> next) implements Verdict {}
    }

    private static final Verdict LISTENING = new Verdict.Listening();

    PortDetection(List<DriverChoice.Trial> trials) {
        this.trials = trials;
        begin();
    }

    /** How the line must be set before the first byte. */
    Optional<SerialSetting> setting() {
        return trials.get(trial).setting();
    }

    /** Bytes came. */
    Verdict received(byte[] buffer, int count, long nowMillis) {
        clock(nowMillis);
        if (bytes == 0) {
            firstMillis = nowMillis;
        }
        bytes += count;
        ByteBuffer one = ByteBuffer.wrap(buffer, 0, count);
        for (int index = 0; index < count; index++) {
            for (Evidence candidate : candidates) {
                candidate.received(one.limit(index + 1).position(index), nowMillis);
            }
        }
        return judge(nowMillis);
    }

    /** Time passed. */
    Verdict ticked(long nowMillis) {
        clock(nowMillis);
        candidates.forEach(candidate -> candidate.ticked(nowMillis));
        return judge(nowMillis);
    }

    private void clock(long nowMillis) {
        if (startMillis == Long.MIN_VALUE) {
            startMillis = nowMillis;
        }
    }

    private Verdict judge(long nowMillis) {
        if (bytes == 0) {
            return nowMillis - startMillis < SILENT_MILLIS ? LISTENING : next("nothing came");
        }
        long listened = nowMillis - firstMillis;
        List<Evidence> possible = candidates.stream().filter(Evidence::possible).toList();
        if (possible.isEmpty()) {
            boolean garbage = listened >= GARBAGE_MILLIS && bytes >= GARBAGE_BYTES;
            return garbage || listened >= HESITATE_MILLIS / 2 ? next("bytes that nobody understands") : LISTENING;
        }
        boolean settled = possible.stream().allMatch(Evidence::credible);
        if (settled && listened >= LISTEN_MILLIS && possible.size() == 1) {
            return recognised(possible.getFirst());
        }
        if (settled && listened >= LISTEN_MILLIS || listened >= HESITATE_MILLIS) {
            return next((possible.size() == 1 ? "too little of " : "ambiguous: ") + names(possible));
        }
        return LISTENING;
    }

    private Verdict recognised(Evidence evidence) {
        return new Verdict.Recognised(evidence.driver(), setting(), evidence + at());
    }

    private Verdict next(String found) {
        heard.add(found + at());
        trial = (trial + 1) % trials.size();
        String report = String.join("; ", heard);
        begin();
        if (trial == 0) {
            heard.clear();
            return new Verdict.Unrecognised(report, setting());
        }
        return setting().<Verdict>map(Verdict.Retune::new).orElse(LISTENING);
    }

    private void begin() {
        candidates.clear();
        trials.get(trial).drivers().forEach(driver -> candidates.add(new Evidence(driver)));
        bytes = 0;
        startMillis = Long.MIN_VALUE;
    }

    private String at() {
        return setting().map(setting -> " at " + setting).orElse("");
    }

    /** Without figures: what is found again and again must not read like news. */
    private static String names(List<Evidence> evidence) {
        return evidence.stream().map(each -> each.driver().name()).collect(Collectors.joining(", "));
    }
}
