package io.wardkeep.gateway;

import io.wardkeep.gateway.health.LatencyRecorder;
import io.wardkeep.gateway.journal.JournalEntry;
import io.wardkeep.gateway.journal.JournalInbox;
import io.wardkeep.gateway.journal.MessageId;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.MessageMark;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.Reading;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The single writer of all clinical state. Each event is judged, what follows is handed to the annunciators at once,
 * and only then to the journal, which is never waited for: what it refuses of a source that can wait is offered again,
 * in order, and the source gets no acknowledgement meanwhile.
 */
final class WardLoop {

    /** Deliveries of sources that can wait, kept while the journal refuses; beyond that they are told to come again. */
    static final int RETRIES_MAX = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(WardLoop.class);
    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** How often the log is told what devices said wrong. */
    private static final long COMPLAIN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final WardInbox inbox;
    private final Ward ward;
    private final JournalInbox journal;
    private final GatewayClock clock;
    private final LatencyRecorder decision;
    private final LatencyRecorder durable;
    private final Consumer<Ward> everyTick;
    private final Runnable atStart;
    private final Consumer<Throwable> fatal;
    private final Deque<Retry> retries = new ArrayDeque<>();
    private final Deque<JournalEntry.Rows> unwritten = new ArrayDeque<>();
    private final Thread thread;

    /** Of the rows that were made last. */
    private DurabilityPoint lastRows = DurabilityPoint.reached();

    private volatile boolean stopping;
    private volatile long turnedNanos;
    private long now;
    private long complainedNanos;

    /** A delivery that the journal has refused so far. */
    private record Retry(JournalEntry.Readings entry, Delivery delivery) {}

    /**
     * A loop that has not started; once it has, {@code ward} is its own.
     *
     * @param everyTick runs on the loop ten times a second
     * @param atStart runs on the loop's thread before anything else
     * @param fatal is told, once, that the loop has ended by a bug
     */
    WardLoop(
            WardInbox inbox,
            Ward ward,
            JournalInbox journal,
            GatewayClock clock,
            LatencyRecorder decision,
            LatencyRecorder durable,
            Consumer<Ward> everyTick,
            Runnable atStart,
            Consumer<Throwable> fatal) {
        this.inbox = inbox;
        this.ward = ward;
        this.journal = journal;
        this.clock = clock;
        this.decision = decision;
        this.durable = durable;
        this.everyTick = everyTick;
        this.atStart = atStart;
        this.fatal = fatal;
        turnedNanos = clock.nanos();
        complainedNanos = turnedNanos;
        thread = Thread.ofPlatform().name("WardLoop").unstarted(this::run);
        inbox.wakeWith(() -> LockSupport.unpark(thread));
    }

    void start() {
        thread.start();
    }

    /** Judges what is in the inbox still, leaves its rows with the journal, and ends. */
    void stop() throws InterruptedException {
        stopping = true;
        inbox.wake();
        thread.join();
    }

    /** When the loop last went round, monotonic; the watchdog looks at it. */
    long turnedNanos() {
        return turnedNanos;
    }

    private void run() {
        try {
            atStart.run();
            write();
            long nextTick = clock.nanos();
            while (!stopping) {
                Optional<WardEvent> event = inbox.poll();
                if (event.isPresent()) {
                    take(event.get());
                } else {
                    inbox.await(Math.max(1, nextTick - clock.nanos()));
                }
                if (clock.nanos() >= nextTick) {
                    tick();
                    nextTick = clock.nanos() + TICK_NANOS;
                }
            }
            for (Optional<WardEvent> rest = inbox.poll(); rest.isPresent(); rest = inbox.poll()) {
                take(rest.get());
            }
            everyTick.accept(ward);
            write();
            retries.forEach(retry -> retry.delivery().receipt().refused());
        } catch (RuntimeException | Error bug) {
            LOG.error("the ward's loop has ended by a bug", bug);
            fatal.accept(bug);
        }
    }

    private void tick() {
        turnedNanos = clock.nanos();
        now = Math.max(now, clock.millis());
        ward.ticked(now);
        ward.settle(now);
        everyTick.accept(ward);
        ward.show(now);
        complain();
        retry();
        write();
    }

    /** Repeats are counted, not repeated. */
    private void complain() {
        if (clock.nanos() - complainedNanos >= COMPLAIN_NANOS) {
            complainedNanos = clock.nanos();
            ward.takeComplaints()
                    .forEach((device, reasons) -> LOG.warn("device {} said nonsense: {}", device, reasons));
            ward.takeNewlyLeftOut()
                    .forEach((device, names) -> LOG.info("device {} says what is not taken here: {}", device, names));
        }
    }

    private void take(WardEvent event) {
        switch (event) {
            case WardEvent.Heard(Delivery delivery) -> {
                now = Math.max(now, delivery.readMillis());
                List<Reading> readings = ward.heard(delivery, now);
                ward.settle(now);
                decision.record(clock.nanos() - delivery.readNanos());
                keep(delivery, readings);
            }
            case WardEvent.Proposed(var proposal, var receipt) -> {
                now = Math.max(now, clock.millis());
                ward.proposed(proposal, now);
                ward.minter.whenDurable(receipt::durable);
            }
            case WardEvent.PortChanged(var change) -> {
                now = Math.max(now, change.atMillis());
                ward.changed(change, now);
                ward.settle(now);
            }
            case WardEvent.Recognised(var recognition) -> {
                now = Math.max(now, recognition.atMillis());
                ward.recognised(recognition, now);
                ward.settle(now);
            }
            case WardEvent.Joined(var rows, var gone) -> {
                now = Math.max(now, clock.millis());
                ward.joined(rows, gone, now);
                ward.settle(now);
            }
            case WardEvent.Stated(var condition, boolean present) -> {
                now = Math.max(now, clock.millis());
                ward.engine.stated(condition, present, now);
                ward.settle(now);
            }
            case WardEvent.Asked(var question) -> {
                now = Math.max(now, clock.millis());
                question.accept(ward);
                ward.settle(now);
            }
        }
        write();
    }

    private void keep(Delivery delivery, List<Reading> readings) {
        if (readings.isEmpty()) {
            ward.minter.whenDurable(delivery.receipt()::durable);
            return;
        }
        Runnable kept = delivery.senderWaits() ? whenRowsAreToo(delivery.receipt()) : delivery.receipt()::durable;
        JournalEntry.Readings entry = new JournalEntry.Readings(
                ward.device(delivery.device()).ordinal,
                readings,
                delivery.mark().map(mark -> message(delivery, mark)),
                () -> {
                    durable.record(clock.nanos() - delivery.readNanos());
                    kept.run();
                });
        if (!delivery.senderWaits()) {
            if (!journal.offerOrDeclareLost(entry)) {
                delivery.receipt().refused();
            }
        } else if (!retries.isEmpty() || !journal.offerOrRefuse(entry)) {
            if (retries.size() < RETRIES_MAX) {
                retries.add(new Retry(entry, delivery));
            } else {
                delivery.receipt().refused();
            }
        }
    }

    /**
     * To be run when the readings are durable: the receipt is given once the rows of the same step, an alert of the
     * device for example, are durable too. Whichever comes last gives it, on its thread.
     */
    private Runnable whenRowsAreToo(Receipt receipt) {
        AtomicInteger parts = new AtomicInteger(2);
        Runnable part = () -> {
            if (parts.decrementAndGet() == 0) {
                receipt.durable();
            }
        };
        ward.minter.whenDurable(part);
        return part;
    }

    private static MessageId message(Delivery delivery, MessageMark mark) {
        return switch (mark.kind()) {
            case ID -> MessageId.numbered(delivery.device(), mark.value());
            case FINGERPRINT -> MessageId.content(delivery.device(), mark.value());
        };
    }

    private void retry() {
        while (!retries.isEmpty() && journal.offerOrRefuse(retries.getFirst().entry())) {
            retries.removeFirst();
        }
    }

    /** Leaves what was made with the journal. Rows are kept until it takes them: their dots are spent. */
    private void write() {
        List<Row> rows = ward.minter.take();
        if (!rows.isEmpty()) {
            lastRows = new DurabilityPoint();
            unwritten.add(new JournalEntry.Rows(rows, lastRows::reach));
        }
        // Who made no row may rely on earlier ones that are still on their way: what is said twice is written once.
        lastRows.then(ward.minter.takeWaiting());
        while (!unwritten.isEmpty() && journal.offerOrRefuse(unwritten.getFirst())) {
            unwritten.removeFirst();
        }
    }
}
