package io.wardkeep.bench;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.HubRecord;
import io.wardkeep.demo.LinkProxyLoop;
import io.wardkeep.demo.PageClient;
import io.wardkeep.demo.Stage;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.soak.Observed;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * A gateway that comes back after an outage of hours: the hub has nothing of the ward's past, and new alerts are raised
 * while it catches up. All programs are processes of their own, between them is a relay that counts bytes.
 *
 * @param plan ports and directories
 * @param history what the gateway has and the hub has not
 * @param say told what happens
 */
record CatchUpBench(DemoPlan plan, WardHistory history, Consumer<String> say) {

    private static final int WARD = 0;
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration REST_PATIENCE = Duration.ofSeconds(30);
    private static final long SETTLE_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS_PER_ALERT = 5;

    /**
     * What was measured.
     *
     * @param observations caught up with
     * @param bytes through the relay, both ways, TLS and all
     * @param wallMillis from the first byte until the gateway knew that everything is durable at the hub
     * @param hubMillis processor time of the hub's process in that time
     * @param databaseMillis processor time of its database's processes
     * @param gatewayMillis processor time of the gateway's process
     * @param alertMillis how long the alerts raised meanwhile took to the hub's event stream, in the order raised
     * @param raised how many were
     */
    record Row(
            long observations,
            long bytes,
            long wallMillis,
            long hubMillis,
            long databaseMillis,
            long gatewayMillis,
            List<Double> alertMillis,
            int raised) {

        String table() {
            List<Double> sorted = alertMillis.stream().sorted().toList();
            return String.format(
                    Locale.ROOT,
                    "on the wire               %,14d bytes, %.3f an observation%n"
                            + "wall                      %,14.1f s%n"
                            + "processor time, hub       %,14.2f s%n"
                            + "processor time, database  %,14.2f s (the hub's PostgreSQL; together %.2f s)%n"
                            + "processor time, gateway   %,14.2f s%n"
                            + "new alerts at the hub     %,14d of %d raised; ms: median %.0f, longest %.0f (%s)",
                    bytes,
                    (double) bytes / observations,
                    wallMillis / 1e3,
                    hubMillis / 1e3,
                    databaseMillis / 1e3,
                    (hubMillis + databaseMillis) / 1e3,
                    gatewayMillis / 1e3,
                    alertMillis.size(),
                    raised,
                    sorted.isEmpty() ? Double.NaN : sorted.get(sorted.size() / 2),
                    sorted.isEmpty() ? Double.NaN : sorted.getLast(),
                    alertMillis.stream()
                            .map(millis -> String.format(Locale.ROOT, "%.0f", millis))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** Runs it; an IOException says so when the two sides do not agree in the end. */
    Row run() throws IOException, InterruptedException, MqttException {
        try (Stage stage = new Stage(plan)) {
            stage.startHub();
            Path home = stage.home(WARD);
            Path identity = home.resolve("identity");
            stage.enrol(WARD, identity);
            Files.writeString(home.resolve("gateway.yaml"), new WardFile(plan, home, history.beds()).text());
            write(home, Optional.of(site(identity)));
            stage.startGateway(WARD, List.of(), List.of());
            stage.link(WARD).cut();
            stage.awaitGateway(WARD);
            Thread.sleep(SETTLE_MILLIS);
            return catchUp(stage);
        }
    }

    private static UUID site(Path identity) throws IOException {
        try {
            return IdentityDirectory.read(identity).name().site();
        } catch (IdentityException unreadable) {
            throw new IOException("the gateway was not enrolled", unreadable);
        }
    }

    private void write(Path home, Optional<UUID> site) throws IOException, InterruptedException {
        long began = System.nanoTime();
        history.write(home.resolve("state"), new WardId(DemoPlan.WARDS.get(WARD)), site, new Progress(history, say));
        say.accept(String.format(
                Locale.ROOT,
                "written in %.1f s, the journal has %,d bytes",
                (System.nanoTime() - began) / 1e9,
                Files.size(home.resolve("state").resolve("journal.sqlite"))));
    }

    private Row catchUp(Stage stage) throws IOException, InterruptedException, MqttException {
        LinkProxyLoop link = stage.link(WARD);
        PageClient hub = new PageClient(plan.console());
        Stage.Login login = stage.login("physician");
        hub.post("api/v1/session", Map.of("user", login.user(), "password", login.password()));
        HubRecord record = new HubRecord(plan.directory().resolve("hub"));
        long server = record.serverPid();
        long hubPid = stage.hub().process().pid();
        long gatewayPid = stage.gateway(WARD).process().pid();
        try (AlertWitness witness = new AlertWitness(DemoPlan.WARDS.get(WARD), plan.mqttPort(WARD), hub)) {
            long bytes = link.bytes();
            link.restore();
            while (link.bytes() == bytes) {
                Thread.sleep(1);
            }
            long began = System.nanoTime();
            long hubBegan = ProcessorTime.ofProcess(hubPid);
            long databaseBegan = ProcessorTime.ofTree(server);
            long gatewayBegan = ProcessorTime.ofProcess(gatewayPid);
            raiseUntilCaughtUp(stage, witness);
            long ended = System.nanoTime();
            long hubMillis = ProcessorTime.ofProcess(hubPid) - hubBegan;
            long databaseMillis = ProcessorTime.ofTree(server) - databaseBegan;
            long gatewayMillis = ProcessorTime.ofProcess(gatewayPid) - gatewayBegan;
            long sent = link.bytes() - bytes;
            compare(hub, record, history.observations() + witness.raised());
            return new Row(
                    history.observations(),
                    sent,
                    (ended - began) / 1_000_000,
                    hubMillis,
                    databaseMillis,
                    gatewayMillis,
                    witness.tookMillis(),
                    witness.raised());
        }
    }

    private void raiseUntilCaughtUp(Stage stage, AlertWitness witness)
            throws IOException, InterruptedException, MqttException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        boolean begun = false;
        for (int look = 0; ; look++) {
            double backlog = GatewayMetrics.scrape(plan.page(WARD))
                    .sum("wardkeep_sync_backlog_observations")
                    .orElseThrow(() -> new IOException("the gateway does not tell its backlog"));
            if (begun && backlog == 0) {
                return;
            }
            begun |= backlog > 0;
            if (System.nanoTime() > end || !stage.gateway(WARD).process().isAlive()) {
                throw new IOException("the gateway does not catch up, " + backlog + " observations are behind:\n"
                        + stage.gateway(WARD).logTail());
            }
            if (begun && look % LOOKS_PER_ALERT == 0 && witness.raised() < history.beds()) {
                witness.desaturate(witness.raised());
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Both sides report the same, and what lies in the database decodes to as many readings. */
    private void compare(PageClient hub, HubRecord record, long expected) throws IOException, InterruptedException {
        PageClient ward = new PageClient(plan.page(WARD));
        long end = System.nanoTime() + REST_PATIENCE.toNanos();
        while (total(hub) < expected && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
        Map<String, String> atWard = Observed.streams(ward);
        Map<String, String> atHub = Observed.streams(hub);
        if (!atWard.equals(atHub)) {
            throw new IOException("completeness differs: the ward says " + atWard + ", the hub says " + atHub);
        }
        HubRecord.Count count = record.count();
        say.accept(String.format(
                Locale.ROOT,
                "completeness equal on both sides; in the hub's database: %,d readings, %d lost, %d duplicated",
                count.readings(),
                count.lost(),
                count.duplicated()));
        if (count.readings() != expected || count.lost() > 0 || count.duplicated() > 0) {
            throw new IOException("the hub's database does not hold " + expected);
        }
    }

    private static long total(PageClient hub) throws IOException {
        return hub.get("api/v1/completeness").get("totals").get("data").asLong();
    }
}
