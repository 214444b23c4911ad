package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line to one device on a thread of its own: opens it, reads, has the driver understand, delivers; when the line
 * breaks, says so once and tries again for ever with growing pauses. A fresh conversation begins with each opening;
 * which messages came before is known beyond it.
 */
public final class PortLoop implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(PortLoop.class);

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long PAUSE_NANOS_MIN = TimeUnit.MILLISECONDS.toNanos(200);
    /** Short enough that a replugged cable is soon back. */
    private static final long PAUSE_NANOS_MAX = TimeUnit.SECONDS.toNanos(2);

    private static final long STATUS_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private final PortConfig config;
    private final PortSink sink;
    private final PortClock clock;
    private final PortMeter meter;
    private final Redelivery redelivery;
    private final Recogniser recogniser;
    private final Thread thread;
    private final List<DriverEvent> events = new ArrayList<>();
    /** What became of deliveries, told from any thread; as many at most as are on their way. */
    private final Queue<Runnable> told = new ConcurrentLinkedQueue<>();

    private volatile PortStatus status;
    private volatile boolean running = true;
    private boolean goneSaid;
    private long statusNanos;

    private PortLoop(PortConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        this.config = config;
        this.sink = sink;
        this.clock = clock;
        this.meter = new PortMeter(
                config.device(),
                config.bed(),
                Line.place(config.line()),
                config.driver().name());
        this.recogniser = new Recogniser(config, clock, meter, sink::recognised);
        this.redelivery = new Redelivery(marks.of(config.device()));
        this.status = meter.snapshot();
        this.thread = Thread.ofPlatform().name("port-" + config.device()).unstarted(() -> {
            atStart.run();
            run();
        });
    }

    /**
     * Starts at once, whether the line exists or not.
     *
     * @param marks what was durable when the process started
     * @param atStart runs on the loop's thread before anything else
     */
    public static PortLoop start(
            PortConfig config, PortSink sink, PortClock clock, MessageMarks marks, Runnable atStart) {
        PortLoop loop = new PortLoop(config, sink, clock, marks, atStart);
        loop.thread.start();
        return loop;
    }

    /** What it has seen, at most a quarter of a second ago; any thread. */
    public PortStatus status() {
        return status;
    }

    private void run() {
        long pauseNanos = PAUSE_NANOS_MIN;
        while (running) {
            try (Line line = Line.open(config.line())) {
                pauseNanos = PAUSE_NANOS_MIN;
                opened();
                converse(line);
            } catch (LineException e) {
                gone(e.reason());
                LockSupport.parkNanos(pauseNanos);
                pauseNanos = Math.min(PAUSE_NANOS_MAX, pauseNanos * 2);
            }
        }
    }

    private void opened() {
        LOGGER.info("port {} open on {}", config.device(), Line.place(config.line()));
        meter.opened();
        status = meter.snapshot();
        goneSaid = false;
        change(true, "");
    }

    private void gone(String reason) {
        meter.gone(reason);
        status = meter.snapshot();
        if (!goneSaid) {
            LOGGER.warn("port {} gone: {}", config.device(), reason);
            goneSaid = true;
            change(false, reason);
        }
    }

    private void change(boolean present, String reason) {
        sink.changed(new PortChange(
                config.device(),
                config.bed(),
                present,
                reason,
                clock.nanos().getAsLong(),
                clock.millis().getAsLong()));
    }

    private void converse(Line line) throws LineException {
        switch (config.driver()) {
            case DriverChoice.Named(Driver driver) -> converse(line, driver, Optional.empty());
            case DriverChoice.Detected choice -> {
                while (running) {
                    Optional<Driver> found = recogniser.listen(line, choice, () -> running, this::showStatus);
                    if (found.isPresent()) {
                        converse(line, found.get(), Optional.of(new Doubt()));
                    }
                }
            }
        }
    }

    private void converse(Line line, Driver driver, Optional<Doubt> doubt) throws LineException {
        DriverSession session = driver.open();
        LineAnswers answers = new LineAnswers();
        byte[] buffer = new byte[line.bytesMax()];
        long tickedNanos = clock.nanos().getAsLong();
        while (running) {
            int count = line.read(buffer);
            long nanos = clock.nanos().getAsLong();
            long millis = clock.millis().getAsLong();
            if (count > 0) {
                meter.read(count);
                session.received(ByteBuffer.wrap(buffer, 0, count), millis, events::add);
            }
            if (nanos - tickedNanos >= TICK_NANOS) {
                tickedNanos = nanos;
                session.ticked(millis, events::add);
            }
            if (!events.isEmpty()) {
                hear(line, answers, nanos, millis);
            }
            for (Runnable next = told.poll(); next != null; next = told.poll()) {
                next.run();
            }
            for (ByteBuffer next = answers.next(); next != null; next = answers.next()) {
                line.write(next);
            }
            showStatus();
            if (doubt.isPresent() && doubt.get().grows(meter.bytes(), meter.readings(), millis)) {
                return;
            }
        }
    }

    private void showStatus() {
        long nanos = clock.nanos().getAsLong();
        if (nanos - statusNanos >= STATUS_NANOS) {
            statusNanos = nanos;
            status = meter.snapshot();
        }
    }

    private void hear(Line line, LineAnswers answers, long nanos, long millis) throws LineException {
        List<DriverEvent> said = new ArrayList<>(events.size());
        for (DriverEvent event : events) {
            switch (event) {
                case DriverEvent.Transmit(var bytes) -> line.write(bytes);
                case DriverEvent.Acknowledge answer -> {
                    answer(said, answer, answers, nanos, millis);
                    said = new ArrayList<>();
                }
                case DriverEvent.Relayed _, DriverEvent.Moved _ ->
                    throw new IllegalStateException(
                            "a driver that speaks for many is on the line of " + config.device());
                case DriverEvent.Measured _,
                        DriverEvent.MeasuredByPart _,
                        DriverEvent.Technical _,
                        DriverEvent.DeviceAlert _,
                        DriverEvent.Identity _,
                        DriverEvent.LeftOut _,
                        DriverEvent.Malformed _ -> said.add(event);
            }
        }
        events.clear();
        if (!said.isEmpty()) {
            deliver(said, nanos, millis, Optional.empty(), Receipt.IGNORED);
        }
    }

    /** A device waits for what comes of this message. */
    private void answer(
            List<DriverEvent> said, DriverEvent.Acknowledge event, LineAnswers answers, long nanos, long millis) {
        Acknowledgement answer = answers.open(event.bytes(), event.refusal());
        if (said.isEmpty()) {
            answer.acknowledge();
            return;
        }
        boolean readings = said.stream().anyMatch(DriverEvent.Measured.class::isInstance);
        if (!readings || event.message().isEmpty()) {
            deliver(
                    said,
                    nanos,
                    millis,
                    Optional.empty(),
                    new LoopReceipt(told::add, answer.senderWaits(), answer::acknowledge, answer::refuse));
            return;
        }
        MessageMark mark =
                new MessageMark(MessageMark.Kind.FINGERPRINT, event.message().getAsLong());
        if (redelivery.known(mark)) {
            meter.repeated();
            redelivery.repeated(mark, answer);
            return;
        }
        deliver(said, nanos, millis, Optional.of(mark), redelivery.taken(mark, answer, told::add));
    }

    private void deliver(List<DriverEvent> said, long nanos, long millis, Optional<MessageMark> mark, Receipt receipt) {
        said.forEach(event -> meter.counted(event, millis));
        meter.delivered();
        sink.delivered(new Delivery(config.device(), config.bed(), said, nanos, millis, mark, receipt));
    }

    /** Closes the line and waits until the thread has ended. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
