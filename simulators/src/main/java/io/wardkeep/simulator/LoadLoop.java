package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.ward.DeviceId;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;

/** Runs a load on the calling thread: sends for a time, then waits until everything is acknowledged. */
public final class LoadLoop {

    private static final long TICK_NANOS = 2_000_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final List<LoadDevice> devices = new ArrayList<>();
    private final PrintStream out;

    /**
     * A load that is not running yet.
     *
     * @param plan the load
     * @param clock the devices' clock
     * @param out one line of JSON a second
     * @param acknowledged one line {@code DEVICE ID} for each PUBACK, for a harness to compare with
     */
    public LoadLoop(LoadPlan plan, InstantSource clock, PrintStream out, PrintStream acknowledged) {
        this.out = out;
        for (int number = 1; number <= plan.devices(); number++) {
            DeviceId device = new DeviceId(plan.devicePrefix() + String.format(Locale.ROOT, "-%02d", number));
            long phaseMillis = 1_000L * (number - 1) / plan.messagesPerSecond() / plan.devices();
            devices.add(new LoadDevice(
                    device, plan, clock.instant(), phaseMillis, id -> acknowledged.println(device.name() + " " + id)));
        }
    }

    /**
     * What came of a load.
     *
     * @param observations sent
     * @param acknowledged of them
     * @param givenUp messages given up because the endpoint was away too long
     */
    public record Outcome(long observations, long acknowledged, long givenUp) {

        /** Was every observation acknowledged? */
        public boolean complete() {
            return observations == acknowledged && givenUp == 0;
        }
    }

    /** Sends for {@code length}, then waits at most {@code patience} for the last acknowledgements. */
    public Outcome run(Duration length, Duration patience) {
        long startNanos = System.nanoTime();
        long stopNanos = startNanos + length.toNanos();
        long endNanos = stopNanos + patience.toNanos();
        long reportNanos = startNanos + NANOS_PER_SECOND;
        try {
            for (long now = startNanos; now < endNanos; now = System.nanoTime()) {
                for (LoadDevice device : devices) {
                    if (now >= stopNanos) {
                        device.stop();
                    }
                    device.advance((now - startNanos) / NANOS_PER_MILLI);
                }
                if (now >= reportNanos) {
                    reportNanos += NANOS_PER_SECOND;
                    out.println(TallyJson.line((now - startNanos) / NANOS_PER_MILLI, tallies()));
                }
                if (now >= stopNanos && devices.stream().allMatch(device -> device.pending() == 0)) {
                    break;
                }
                LockSupport.parkNanos(TICK_NANOS);
            }
        } finally {
            devices.forEach(LoadDevice::close);
        }
        List<Tally> tallies = tallies();
        return new Outcome(
                tallies.stream().mapToLong(Tally::observations).sum(),
                tallies.stream().mapToLong(Tally::acknowledged).sum(),
                tallies.stream().mapToLong(Tally::unheard).sum());
    }

    private List<Tally> tallies() {
        return devices.stream().map(LoadDevice::tally).toList();
    }
}
