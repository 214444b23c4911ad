package io.wardkeep.hub.record;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.wardkeep.sync.StoreException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the record for people, on connections and threads of its own, so that no question delays what gateways send.
 * Each question sees one snapshot and writes nothing.
 */
public final class ReadLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReadLoop.class);
    private static final int THREADS = 3;
    private static final int WAITING_MAX = 256;
    private static final int STATEMENT_SECONDS_MAX = 15;

    /** Asks the database. */
    @FunctionalInterface
    public interface Question<T> {
        /** The answer, from one snapshot. */
        T ask(Connection connection) throws SQLException;
    }

    private final HikariDataSource pool;
    private final BlockingQueue<Runnable> inbox = new ArrayBlockingQueue<>(WAITING_MAX);
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean stopping;

    /** Begins at once; connects when first asked. */
    public ReadLoop(DataSource source) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(source);
        config.setPoolName("reads");
        config.setMaximumPoolSize(THREADS + 1);
        config.setMinimumIdle(1);
        config.setReadOnly(true);
        config.setAutoCommit(false);
        config.setInitializationFailTimeout(-1);
        config.setConnectionTimeout(5_000);
        config.setConnectionInitSql("set statement_timeout = '" + STATEMENT_SECONDS_MAX + "s'");
        pool = new HikariDataSource(config);
        for (int index = 0; index < THREADS; index++) {
            Thread thread = new Thread(this::run, "read-loop-" + index);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
    }

    /** Answers on one of its threads; fails with {@link StoreException}, also when too much waits. Any thread. */
    public <T> CompletionStage<T> askOrFail(Question<T> question) {
        CompletableFuture<T> answer = new CompletableFuture<>();
        boolean taken = !stopping
                && inbox.offer(() -> {
                    try {
                        answer.complete(ask(question));
                    } catch (StoreException failed) {
                        answer.completeExceptionally(failed);
                    }
                });
        if (!taken) {
            answer.completeExceptionally(new StoreException(
                    "too many questions wait", new SQLException("more than " + WAITING_MAX + " questions")));
        }
        return answer;
    }

    /** Answers on the caller's thread. */
    public <T> T ask(Question<T> question) {
        try (Connection connection = pool.getConnection()) {
            T answer = question.ask(connection);
            connection.commit();
            return answer;
        } catch (SQLException failed) {
            throw new StoreException("the record cannot be read", failed);
        }
    }

    /** Stops; questions that wait are not answered. */
    @Override
    public void close() {
        stopping = true;
        threads.forEach(Thread::interrupt);
        pool.close();
    }

    private void run() {
        while (!stopping) {
            try {
                Runnable next = inbox.poll(1, TimeUnit.SECONDS);
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException _) {
                // only close() interrupts
                LOG.debug("read loop stops");
            }
        }
    }
}
