package io.wardkeep.gateway.journal;

import io.wardkeep.sync.StoreException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one thread that reads the past for the ward page, on a read-only connection of its own, so that nobody who looks
 * at a trend delays a commit.
 */
public final class HistoryLoop {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryLoop.class);

    private static final int QUESTIONS_MAX = 64;
    private static final long IDLE_MILLIS = 200;

    private record Question(HistoryQuery query, Consumer<Optional<History>> answer) {}

    private final BlockingQueue<Question> questions = new ArrayBlockingQueue<>(QUESTIONS_MAX);
    private final Path file;
    private final UUID site;
    private final BooleanSupplier brief;
    private final Thread thread;
    private Optional<Database> database = Optional.empty();
    private volatile boolean stopping;

    /**
     * A loop that has not started.
     *
     * @param brief is each connection to be given up at once, because what it reads from holds room on the disk?
     */
    HistoryLoop(Path file, UUID site, BooleanSupplier brief) {
        this.file = file;
        this.site = site;
        this.brief = brief;
        thread = Thread.ofPlatform().name("HistoryLoop").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /**
     * Asks; from any thread.
     *
     * @param answer runs once, on this loop's thread, and must not block; empty when the journal could not be read
     * @return false when too many questions wait: then there is no answer
     */
    public boolean askOrRefuse(HistoryQuery query, Consumer<Optional<History>> answer) {
        return !stopping && questions.offer(new Question(query, answer));
    }

    /** Answers no more questions, and closes the connection. */
    public void stop() throws InterruptedException {
        stopping = true;
        thread.join();
    }

    private void run() {
        try {
            while (!stopping) {
                Question question = questions.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
                if (question != null) {
                    question.answer().accept(read(question.query()));
                }
                if (brief.getAsBoolean()) {
                    closeDatabase();
                }
            }
        } catch (InterruptedException interrupted) {
            LOG.warn("interrupted; the past is not shown any more");
        } finally {
            stopping = true;
            for (Question question = questions.poll(); question != null; question = questions.poll()) {
                question.answer().accept(Optional.empty());
            }
            closeDatabase();
        }
    }

    private Optional<History> read(HistoryQuery query) {
        try {
            if (database.isEmpty()) {
                database = Optional.of(Database.openForReading(file));
            }
            return Optional.of(new HistoryReader(database.get(), site).read(query));
        } catch (StoreException failed) {
            LOG.warn("the past could not be read", failed);
            closeDatabase();
            return Optional.empty();
        }
    }

    private void closeDatabase() {
        database.ifPresent(Database::close);
        database = Optional.empty();
    }
}
