package io.wardkeep.bench;

import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.gateway.journal.Journal;
import io.wardkeep.gateway.journal.JournalConfig;
import io.wardkeep.gateway.journal.JournalEntry;
import io.wardkeep.gateway.journal.JournalHealth;
import io.wardkeep.gateway.journal.JournalSurroundings;
import io.wardkeep.gateway.journal.JournalTrouble;
import io.wardkeep.gateway.journal.StoreLoop;
import io.wardkeep.sync.StoreException;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/**
 * What the monitors of a ward would have brought in the past: five values a poll, a poll a second and bed, replayed
 * from recordings of patients. It goes into a journal by the journal's own writer, so that what lies there afterwards
 * is what a gateway would have written: minted, chained, committed and sealed.
 *
 * @param beds one monitor each
 * @param polls of each monitor
 * @param jitterMillis how early or late a poll may be
 * @param recordings whose numbers they are
 */
record WardHistory(int beds, long polls, int jitterMillis, CodecRecordings recordings) {

    /** Values in a poll. */
    static final int VALUES = CodecRecordings.POLL_VALUES;

    private static final long SECOND = 1_000;
    private static final int POLLS_AT_ONCE = 600;
    private static final int ENTRIES_OPEN_MAX = 24;
    private static final Duration RETAIN = Duration.ofDays(30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** Each bed is so many rows further in its recording than the one before it. */
    private static final long SHIFT_ROWS = 61;

    /** The observations in it. */
    long observations() {
        return beds * polls * VALUES;
    }

    /** The monitor of a bed, counted from 0. */
    static String device(int bed) {
        return String.format(Locale.ROOT, "monitor-%02d", bed + 1);
    }

    /** A bed of a ward, counted from 0. */
    static String bed(String ward, int bed) {
        return String.format(Locale.ROOT, "%s-%02d", ward, bed + 1);
    }

    /**
     * Writes it into the journal of a state directory, which is closed in good order afterwards. Its last poll was just
     * now.
     *
     * @param site who writes; empty to let the journal choose
     * @param progress told how many observations are durable, now and then
     */
    void write(Path state, WardId ward, Optional<UUID> site, LongConsumer progress)
            throws IOException, InterruptedException {
        CompletableFuture<Throwable> fatal = new CompletableFuture<>();
        Journal journal = Journal.open(
                JournalConfig.of(state, ward, site, RETAIN, 0),
                new JournalSurroundings(
                        Clock.systemUTC(),
                        new SplittableRandom(),
                        new Health(fatal),
                        fatal::complete,
                        CommitPace.UNBRAKED,
                        AcknowledgePolicy.AFTER_COMMIT));
        int[] ordinals = new int[beds];
        for (int bed = 0; bed < beds; bed++) {
            ordinals[bed] = journal.ordinalOf(new DeviceId(device(bed)));
        }
        StoreLoop loop = journal.start(List.of());
        try {
            feed(journal, loop, ordinals, fatal, progress);
        } finally {
            loop.stop();
        }
        if (fatal.isDone()) {
            throw new IOException("the journal stopped", fatal.join());
        }
    }

    private void feed(
            Journal journal, StoreLoop loop, int[] ordinals, CompletableFuture<Throwable> fatal, LongConsumer progress)
            throws IOException, InterruptedException {
        Semaphore room = new Semaphore(ENTRIES_OPEN_MAX);
        SplittableRandom random = new SplittableRandom(11);
        long start = System.currentTimeMillis() - polls * SECOND;
        for (long poll = 0; poll < polls; poll += POLLS_AT_ONCE) {
            long until = Math.min(polls, poll + POLLS_AT_ONCE);
            for (int bed = 0; bed < beds; bed++) {
                take(room, 1, fatal);
                JournalEntry.Readings entry = new JournalEntry.Readings(
                        ordinals[bed], readings(bed, start, poll, until, random), Optional.empty(), room::release);
                if (!journal.inbox().offerOrRefuse(entry)) {
                    throw new IOException("the journal refuses readings");
                }
            }
            settle(room, loop, fatal);
            progress.accept(until * beds * VALUES);
        }
    }

    /** As in life, where there is a whole span of time for it, everything is sealed before the next is complete. */
    private static void settle(Semaphore room, StoreLoop loop, CompletableFuture<Throwable> fatal)
            throws IOException, InterruptedException {
        take(room, ENTRIES_OPEN_MAX, fatal);
        room.release(ENTRIES_OPEN_MAX);
        while (!loop.settled()) {
            if (fatal.isDone()) {
                throw new IOException("the journal does not seal", fatal.join());
            }
            Thread.sleep(1);
        }
    }

    private static void take(Semaphore room, int permits, CompletableFuture<Throwable> fatal)
            throws IOException, InterruptedException {
        if (!room.tryAcquire(permits, PATIENCE.toSeconds(), TimeUnit.SECONDS) || fatal.isDone()) {
            throw new IOException("the journal does not store", fatal.getNow(null));
        }
    }

    private List<Reading> readings(int bed, long start, long from, long until, SplittableRandom random) {
        List<Reading> readings = new ArrayList<>((int) (until - from) * VALUES);
        for (long poll = from; poll < until; poll++) {
            long jitter = jitterMillis == 0 ? 0 : random.nextInt(-jitterMillis, jitterMillis + 1);
            recordings.poll(bed, bed * SHIFT_ROWS + poll, start + poll * SECOND + jitter, readings);
        }
        return readings;
    }

    /** Any trouble of the journal is the end of the measurement. */
    private record Health(CompletableFuture<Throwable> fatal) implements JournalHealth {

        @Override
        public void troubleBegan(JournalTrouble trouble, String detail) {
            fatal.complete(new StoreException("the journal is in trouble: " + trouble, new IOException(detail)));
        }

        @Override
        public void troubleEnded(JournalTrouble trouble) {
            // It had begun, which is too much already.
        }
    }
}
