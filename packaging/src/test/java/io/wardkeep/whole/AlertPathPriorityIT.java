package io.wardkeep.whole;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardkeep.demo.ChildProcess;
import io.wardkeep.demo.PageClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A gateway that may not raise its own threads, as the unit's sandbox has it, gets the alert path's priority from
 * {@code wardkeep-priority}, and nothing else of it does.
 */
class AlertPathPriorityIT {

    private static final int PAGE_PORT = 19_590;
    private static final String ORDINARY = "0";
    private static final String ROUND_ROBIN = "2";

    @TempDir
    private Path directory;

    @Test
    void theUnitRaisesTheThreadsBetweenBytesAndAlertAndNoOthers() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "only root may raise another's threads");
        Path programs = Path.of(System.getProperty("wardkeep.home"), "bin");
        Path config = directory.resolve("gateway.yaml");
        Files.writeString(config, """
                gateway: {site: box-1, ward: 7A}
                state: {directory: %s, retain: 30d, reserve: 16MiB}
                ports:
                  - {name: ox-01, bed: 7A-01, driver: nonin-oem3, serial: {path: %s, baud: 9600}}
                mqtt: {listen: "127.0.0.1:%d", devices: {monitor-12: {bed: 7A-12}}}
                limits: {profile: adult}
                page: {listen: "127.0.0.1:%d"}
                """.formatted(
                        directory.resolve("state"), directory.resolve("no-cable"), PAGE_PORT + 1, PAGE_PORT));
        List<String> sandboxed = List.of(
                "setpriv",
                "--bounding-set=-sys_nice",
                "--inh-caps=-sys_nice",
                programs.resolve("wardkeep-gateway").toString(),
                "run",
                "--config=" + config);
        try (ChildProcess gateway = ChildProcess.start("gateway", directory, sandboxed)) {
            PageClient page = new PageClient(URI.create("http://127.0.0.1:" + PAGE_PORT + "/"));
            gateway.awaitReady(page::ready, Duration.ofSeconds(60));
            assertThat(policies(gateway.process().pid())).containsEntry("WardLoop", ORDINARY);

            Process raise = new ProcessBuilder(
                            programs.resolve("wardkeep-priority").toString(),
                            Long.toString(gateway.process().pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("raised").toFile())
                    .start();
            assertThat(raise.waitFor())
                    .as(Files.readString(directory.resolve("raised")))
                    .isZero();

            assertThat(policies(gateway.process().pid()))
                    .containsEntry("WardLoop", ROUND_ROBIN)
                    .containsEntry("mqtt-endpoint", ROUND_ROBIN)
                    .containsEntry("port-ox-01", ROUND_ROBIN)
                    .containsEntry("StoreLoop", ORDINARY);
        }
    }

    /** Scheduling policies by the names of a process's threads: the 41st field of proc(5) stat. */
    private static Map<String, String> policies(long process) throws IOException {
        Map<String, String> policies = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc", Long.toString(process), "task"))) {
            for (Path task : tasks.toList()) {
                String stat = Files.readString(task.resolve("stat"));
                int nameEnds = stat.lastIndexOf(')');
                policies.put(
                        stat.substring(stat.indexOf('(') + 1, nameEnds),
                        stat.substring(nameEnds + 2).split(" ", -1)[38]);
            }
        }
        return policies;
    }
}
