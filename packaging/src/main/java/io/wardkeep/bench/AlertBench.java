package io.wardkeep.bench;

import io.wardkeep.demo.ChildProcess;
import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.PageClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The alert path of a running gateway with twelve beds: read return to annunciation handed over, under a steady load by
 * MQTT, with the hub away, and with a journal that takes 300 ms for every commit.
 *
 * @param plan ports and directories
 * @param observations a second
 * @param length of each scenario
 */
record AlertBench(DemoPlan plan, int observations, Duration length) {

    private static final int BEDS = 12;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /**
     * A row of the table.
     *
     * @param scenario what was done to the gateway
     * @param readyMillis from the start of the process until it said that it was ready
     * @param micros p50, p99, p99.9 and the worst case
     * @param taken observations taken
     * @param residentMebibytes peak resident memory
     */
    record Row(String scenario, long readyMillis, List<Double> micros, double taken, long residentMebibytes) {

        static final String HEADER = "%-34s %9s %9s %9s %9s %9s %12s %9s"
                .formatted("scenario", "ready ms", "p50 us", "p99 us", "p99.9 us", "max us", "taken", "RSS MiB");

        String line() {
            return String.format(
                    Locale.ROOT,
                    "%-34s %9d %9.0f %9.0f %9.0f %9.0f %12.0f %9d",
                    scenario,
                    readyMillis,
                    micros.get(0),
                    micros.get(1),
                    micros.get(2),
                    micros.get(3),
                    taken,
                    residentMebibytes);
        }
    }

    /** Runs one scenario with more options of {@code wardkeep-gateway run}. */
    Row run(String scenario, List<String> options) throws IOException, InterruptedException {
        Path home = Files.createTempDirectory(plan.directory(), "bench");
        Path config = home.resolve("gateway.yaml");
        Files.writeString(config, config(home));
        List<String> command = new ArrayList<>(List.of(plan.program("wardkeep-gateway"), "run", "--config=" + config));
        command.addAll(options);
        PageClient page = new PageClient(plan.page(0));
        // Asked once before, the client is loaded; else its own start would count as the gateway's.
        if (page.ready()) {
            throw new IOException("something answers at " + plan.page(0) + " already; choose another --port-base");
        }
        long started = System.nanoTime();
        try (ChildProcess gateway = ChildProcess.start("gateway", home, command)) {
            gateway.awaitReady(page::ready, PATIENCE);
            long readyMillis = (System.nanoTime() - started) / 1_000_000;
            load(home, gateway);
            GatewayMetrics metrics = GatewayMetrics.scrape(plan.page(0));
            return new Row(
                    scenario,
                    readyMillis,
                    List.of(
                            metrics.quantileMicros("wardkeep_alert_decision", "0.5"),
                            metrics.quantileMicros("wardkeep_alert_decision", "0.99"),
                            metrics.quantileMicros("wardkeep_alert_decision", "0.999"),
                            metrics.quantileMicros("wardkeep_alert_decision", "1")),
                    metrics.sum("wardkeep_observations_total").orElse(0.0),
                    residentPeak(gateway.process().pid()));
        }
    }

    private void load(Path home, ChildProcess gateway) throws IOException, InterruptedException {
        try (ChildProcess load = ChildProcess.start(
                "load",
                home,
                List.of(
                        plan.program("wardkeep-sim"),
                        "load",
                        "--observations=" + observations,
                        "--beds=" + BEDS,
                        "--mqtt=127.0.0.1:" + plan.mqttPort(0),
                        "--for=" + length.toSeconds() + "s"))) {
            int exit = load.process().waitFor();
            if (!gateway.process().isAlive()) {
                throw new IOException("the gateway ended under load:\n" + gateway.logTail());
            }
            if (exit != 0) {
                throw new IOException("the load was not all acknowledged:\n" + load.logTail());
            }
        }
    }

    /** The gateway's hub is an address where nothing listens. */
    private String config(Path home) {
        StringBuilder devices = new StringBuilder();
        for (int bed = 1; bed <= BEDS; bed++) {
            devices.append("    load-%02d: {bed: 7A-%02d}%n".formatted(bed, bed));
        }
        return """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %s/state, retain: 30d, reserve: 16MiB}
                mqtt:
                  listen: 127.0.0.1:%d
                  devices:
                %slimits: {profile: adult}
                hub: {url: "wss://127.0.0.1:%d/sync", identity: %s/identity}
                page: {listen: "127.0.0.1:%d"}
                """.formatted(
                        home,
                        plan.mqttPort(0),
                        devices,
                        plan.syncPort(),
                        home,
                        plan.page(0).getPort());
    }

    /** VmHWM of the process, in MiB. */
    private static long residentPeak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException("process " + pid + " tells no peak memory"))
                / 1024;
    }
}
