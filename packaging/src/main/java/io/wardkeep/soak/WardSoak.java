package io.wardkeep.soak;

import io.wardkeep.demo.ChildProcess;
import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.PageClient;
import io.wardkeep.simulator.SimulatedWard;
import io.wardkeep.simulator.Spot;
import io.wardkeep.simulator.WardPlan;
import io.wardkeep.simulator.bedside.Tally;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A gateway as a process of its own, with the devices of a mixed ward in this one: over pseudo-terminals, TCP, UDP and
 * MQTT as in life. The hub is away. Measured after everything was plugged in for a while.
 *
 * @param plan ports and directories
 * @param beds how many
 * @param seed of everything that is chance
 * @param say told what happens
 */
record WardSoak(DemoPlan plan, int beds, long seed, Consumer<String> say) {

    private static final String WARD = "7A";
    private static final int DEVICE_PORTS_FROM = 100;
    private static final Duration READY_PATIENCE = Duration.ofSeconds(60);
    /** Connections are made, handshakes done, and the hot code is compiled. */
    private static final Duration SETTLING = Duration.ofSeconds(20);

    private static final Duration SAYING = Duration.ofSeconds(30);
    private static final Duration LAST_PATIENCE = Duration.ofSeconds(10);
    private static final int POLL_MILLIS = 200;

    /** Both sides at one moment. */
    private record Moment(long nanos, Duration processor, String metrics, Map<String, Tally> tallies) {

        /** A counter, summed over its labels. */
        long count(String meter) {
            return Pattern.compile("(?m)^" + meter + "(?:\\{[^}]*\\})? (\\S+)$")
                    .matcher(metrics)
                    .results()
                    .mapToLong(line -> (long) Double.parseDouble(line.group(1)))
                    .sum();
        }

        long malformed() {
            return count("wardkeep_frames_malformed_total")
                    + count("wardkeep_values_refused_total")
                    + count("wardkeep_mqtt_refused_total")
                    + count("wardkeep_mqtt_unknown_devices_total");
        }

        long published(String device) {
            return Objects.requireNonNull(tallies.get(device), device).observations();
        }

        long unheard() {
            return tallies.values().stream().mapToLong(Tally::unheard).sum();
        }
    }

    WardReport run(Duration length) throws IOException, InterruptedException {
        WardPlan ward = new WardPlan(
                WARD,
                beds,
                WardPlan.all(),
                Optional.of(MqttTarget.parse("127.0.0.1:" + plan.mqttPort(0))),
                plan.directory().resolve("serial"),
                plan.portBase() + DEVICE_PORTS_FROM,
                Script.QUIET,
                seed);
        Path config = plan.directory().resolve("gateway.yaml");
        Files.writeString(config, config(ward));
        try (SimulatedWard devices = SimulatedWard.start(ward, InstantSource.system());
                ChildProcess gateway = ChildProcess.start(
                        "gateway",
                        plan.directory(),
                        List.of(plan.program("wardkeep-gateway"), "run", "--config=" + config))) {
            gateway.awaitReady(new PageClient(plan.page(0))::ready, READY_PATIENCE);
            say.accept(beds + " beds, " + ward.protocols().size() + " protocols; settling for " + SETTLING.toSeconds()
                    + " s");
            Thread.sleep(SETTLING.toMillis());
            Moment first = moment(gateway, devices);
            watch(length, gateway, devices, first);
            Moment last = moment(gateway, devices);
            return report(first, last, awaitAcknowledged(devices, last), ward, gateway);
        }
    }

    private String config(WardPlan ward) {
        return """
                gateway: {site: 7a-box-1, ward: 7A}
                state: {directory: %1$s/state, retain: 30d, reserve: 16MiB}
                ports:
                %2$smqtt:
                  listen: 127.0.0.1:%3$d
                  devices:
                %4$slimits: {profile: adult}
                hub: {url: "wss://127.0.0.1:%5$d/sync", identity: %1$s/identity}
                page: {listen: "127.0.0.1:%6$d"}
                """.formatted(
                        plan.directory(),
                        ward.portLines(),
                        plan.mqttPort(0),
                        ward.publisherLines(),
                        plan.syncPort(),
                        plan.page(0).getPort());
    }

    private void watch(Duration length, ChildProcess gateway, SimulatedWard devices, Moment first)
            throws IOException, InterruptedException {
        long end = first.nanos() + length.toNanos();
        for (long left = length.toNanos(); left > 0; left = end - System.nanoTime()) {
            Thread.sleep(Duration.ofNanos(Math.min(left, SAYING.toNanos())));
            if (!gateway.process().isAlive() || !devices.running()) {
                throw new IOException("the gateway or the ward ended:\n" + gateway.logTail());
            }
            Moment now = moment(gateway, devices);
            say.accept((now.nanos() - first.nanos()) / 1_000_000_000 + " s: "
                    + (now.count("wardkeep_observations_total") - first.count("wardkeep_observations_total"))
                    + " observations, malformed " + (now.malformed() - first.malformed()) + ", unheard "
                    + (now.unheard() - first.unheard()));
        }
    }

    private Moment moment(ChildProcess gateway, SimulatedWard devices) throws IOException, InterruptedException {
        return new Moment(
                System.nanoTime(),
                gateway.process()
                        .info()
                        .totalCpuDuration()
                        .orElseThrow(() -> new IOException("the gateway tells no processor time")),
                scraped(),
                devices.tallies().stream().collect(Collectors.toMap(Tally::device, Function.identity())));
    }

    private String scraped() throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request =
                    HttpRequest.newBuilder(plan.page(0).resolve("metrics")).build();
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    /** Of what publishers had sent at the last moment: what is not acknowledged after a while. */
    private static long awaitAcknowledged(SimulatedWard devices, Moment last) throws InterruptedException {
        long end = System.nanoTime() + LAST_PATIENCE.toNanos();
        long missing = missing(devices, last);
        while (missing > 0 && System.nanoTime() < end) {
            Thread.sleep(POLL_MILLIS);
            missing = missing(devices, last);
        }
        return missing;
    }

    private static long missing(SimulatedWard devices, Moment last) {
        Set<String> publishers = devices.plan().places().stream()
                .filter(place -> place.spot() instanceof Spot.Broker)
                .map(place -> place.device().name())
                .collect(Collectors.toSet());
        return devices.tallies().stream()
                .filter(tally -> publishers.contains(tally.device()))
                .mapToLong(tally -> Math.max(0, last.published(tally.device()) - tally.acknowledged()))
                .sum();
    }

    private static WardReport report(
            Moment first, Moment last, long unacknowledged, WardPlan ward, ChildProcess gateway) throws IOException {
        double seconds = (last.nanos() - first.nanos()) / 1e9;
        List<String> unheardOf = ward.places().stream()
                .map(place -> place.device().name())
                .filter(device -> !last.metrics().contains("wardkeep_observations_total{port=\"" + device + "\""))
                .toList();
        return new WardReport(
                seconds,
                last.count("wardkeep_observations_total") - first.count("wardkeep_observations_total"),
                last.unheard() - first.unheard(),
                unacknowledged,
                last.count("wardkeep_lost_observations_total"),
                last.malformed() - first.malformed(),
                unheardOf,
                last.processor().minus(first.processor()).toMillis() / 1_000.0 / seconds,
                residentPeak(gateway.process().pid()));
    }

    private static long residentPeak(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmHWM:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow(() -> new IOException("process " + pid + " tells no peak memory"))
                / 1024;
    }
}
