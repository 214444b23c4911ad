package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class RealTimePriorityIT {

    private static final Executor THREADS = task -> Thread.ofPlatform().start(task);
    private static final String ORDINARY = "0";
    private static final String ROUND_ROBIN = "2";

    @Test
    void aThreadThatAsksIsScheduledInRealTimeAndWhatItStartsIsNot() {
        assumeTrue(Files.isReadable(Path.of("/proc/thread-self/stat")), "no Linux");
        assumeTrue("root".equals(System.getProperty("user.name")), "only root is granted it everywhere");
        RealTimePriority prompt = new RealTimePriority();
        CompletableFuture<String> asking = new CompletableFuture<>();
        CompletableFuture<String> started = new CompletableFuture<>();
        THREADS.execute(() -> {
            prompt.askForThisThread();
            asking.complete(policy());
            THREADS.execute(() -> started.complete(policy()));
        });
        assertThat(asking.join()).isEqualTo(ROUND_ROBIN);
        assertThat(started.join()).isEqualTo(ORDINARY);
        assertThat(policy()).isEqualTo(ORDINARY);
    }

    /** The 41st field of proc(5) stat, of the calling thread; the second is a name in brackets. */
    private static String policy() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[38];
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
