package io.wardkeep.driver.proof;

import io.wardkeep.driver.Contracts;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code packaging/bench drivers}: how much one core understands of each protocol. */
@Command(
        name = "drivers",
        mixinStandardHelpOptions = true,
        description = {
            "The frames of each driver's contract, again and again through one session on one thread.",
            "A value is a number or one sample of a waveform; a reading is a number or a run of samples."
        })
final class BenchDriversCommand implements Callable<Integer> {

    private static final double VALUES_PER_SECOND = 1e6;
    private static final long NOW = 1_800_000_000_000L;

    @Option(names = "--protocol", paramLabel = "NAME", description = "this driver alone; may be repeated")
    private List<String> protocols = List.of();

    @Option(names = "--for", defaultValue = "2", description = "seconds for each driver (default ${DEFAULT-VALUE})")
    private int seconds;

    private BenchDriversCommand() {}

    /** What came of the frames; counted by one thread. */
    private static final class Counts implements Consumer<DriverEvent> {
        private long frames;
        private long bytes;
        private long readings;
        private long values;

        @Override
        public void accept(DriverEvent event) {
            switch (event) {
                case DriverEvent.Measured(Reading reading) -> measured(reading);
                case DriverEvent.MeasuredByPart(var _, Reading reading) -> measured(reading);
                case DriverEvent.Technical _,
                        DriverEvent.DeviceAlert _,
                        DriverEvent.Identity _,
                        DriverEvent.Malformed _,
                        DriverEvent.LeftOut _,
                        DriverEvent.Relayed _,
                        DriverEvent.Moved _,
                        DriverEvent.Transmit _,
                        DriverEvent.Acknowledge _ -> {
                    // Nothing that is measured.
                }
            }
        }

        private void measured(Reading reading) {
            readings++;
            values += switch (reading) {
                case Observation _ -> 1;
                case Waveform wave -> wave.length();
            };
        }
    }

    @Override
    public Integer call() {
        System.out.println(String.format(
                Locale.ROOT, "goal: %.0f values a second on a core from a binary protocol", VALUES_PER_SECOND));
        System.out.println(String.format(
                "%-24s %12s %12s %12s %12s", "protocol", "frames/s", "bytes/s", "readings/s", "values/s"));
        for (Driver driver : Drivers.all()) {
            if (protocols.isEmpty() || protocols.contains(driver.name())) {
                System.out.println(line(driver));
            }
        }
        return 0;
    }

    private String line(Driver driver) {
        List<ByteBuffer> frames = Contracts.conversations(driver).getFirst().stream()
                .map(ByteBuffer::wrap)
                .toList();
        DriverSession session = driver.open();
        run(session, frames, new Counts(), seconds * 500_000_000L);
        Counts counts = new Counts();
        double took = run(session, frames, counts, seconds * 1_000_000_000L);
        return String.format(
                Locale.ROOT,
                "%-24s %12.0f %12.0f %12.0f %12.0f%s",
                driver.name(),
                counts.frames / took,
                counts.bytes / took,
                counts.readings / took,
                counts.values / took,
                counts.values / took < VALUES_PER_SECOND ? "  below the goal" : "");
    }

    /** Returns how many seconds it took. */
    private static double run(DriverSession session, List<ByteBuffer> frames, Counts counts, long nanos) {
        long before = System.nanoTime();
        long now = NOW;
        long took;
        do {
            for (int i = 0; i < frames.size(); i++) {
                ByteBuffer frame = frames.get(i).rewind();
                counts.bytes += frame.remaining();
                counts.frames++;
                session.received(frame, now, counts);
            }
            now++;
            took = System.nanoTime() - before;
        } while (took < nanos);
        return took / 1e9;
    }
}
