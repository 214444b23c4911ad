package io.wardkeep.soak;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.HubRecord;
import io.wardkeep.demo.PageClient;
import io.wardkeep.demo.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * One ward, one hub, serial devices and an MQTT device that counts its acknowledgements; faults by a seed; then rest,
 * and the comparison.
 *
 * @param plan where it runs
 * @param seed of the faults
 * @param gatewayOptions more options of {@code wardkeep-gateway run}
 * @param say told what happens
 */
public record FaultRun(DemoPlan plan, long seed, List<String> gatewayOptions, Consumer<String> say) {

    private static final String COUNTER = "counter-1";
    private static final int MESSAGES_A_TICK = 20;
    private static final int TICK_MILLIS = 20;
    private static final Duration REST_MAX = Duration.ofMinutes(2);
    private static final int WARD = 0;

    /** Kills the gateway with SIGKILL, {@code times} times, 50 to 800 ms after it is ready. */
    public Tally kills(int times) throws IOException, InterruptedException, MqttException {
        SplittableRandom chance = new SplittableRandom(seed);
        try (Stage stage = start();
                CountingPublisher publisher = publisher()) {
            for (int kill = 1; kill <= times; kill++) {
                stage.awaitGateway(WARD);
                load(publisher, chance.nextInt(50, 801));
                stage.gateway(WARD).kill();
                stage.startGateway(WARD, List.of(COUNTER), gatewayOptions);
                say.accept("kill " + kill + " of " + times + ": "
                        + publisher.acknowledgedTimes().size() + " messages acknowledged so far");
            }
            stage.awaitGateway(WARD);
            return rest(stage, publisher);
        }
    }

    /**
     * Cuts the link {@code cuts} times for up to two seconds, and kills and restarts the hub {@code hubKills} times in
     * between.
     */
    public Tally cuts(int cuts, int hubKills) throws IOException, InterruptedException, MqttException {
        SplittableRandom chance = new SplittableRandom(seed);
        try (Stage stage = start();
                CountingPublisher publisher = publisher()) {
            stage.awaitGateway(WARD);
            int killed = 0;
            for (int cut = 1; cut <= cuts; cut++) {
                load(publisher, chance.nextInt(20, 1_500));
                stage.link(WARD).cut();
                if (killed < hubKills && chance.nextInt(cuts - cut + 1) < hubKills - killed) {
                    stage.hub().kill();
                    stage.startHub();
                    killed++;
                }
                load(publisher, chance.nextInt(0, 2_000));
                stage.link(WARD).restore();
                say.accept("cut " + cut + " of " + cuts + ", hub killed " + killed + " of " + hubKills + ": "
                        + publisher.acknowledgedTimes().size() + " messages acknowledged so far");
            }
            return rest(stage, publisher);
        }
    }

    private Stage start() throws IOException, InterruptedException {
        Stage stage = new Stage(plan);
        try {
            stage.startHub();
            stage.startDevices(WARD, "");
            stage.startGateway(WARD, List.of(COUNTER), gatewayOptions);
            return stage;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stage.takeDown();
            throw failure;
        }
    }

    private CountingPublisher publisher() throws MqttException {
        return new CountingPublisher(
                "tcp://127.0.0.1:" + plan.mqttPort(WARD), COUNTER, System.currentTimeMillis() - 600_000);
    }

    private static void load(CountingPublisher publisher, int millis) throws InterruptedException {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (System.nanoTime() < end) {
            publisher.publish(MESSAGES_A_TICK);
            Thread.sleep(TICK_MILLIS);
        }
    }

    /** Lets everything come in, checks that both sides report the same, and counts what the hub's database holds. */
    private Tally rest(Stage stage, CountingPublisher publisher) throws IOException, InterruptedException {
        long end = System.nanoTime() + REST_MAX.toNanos();
        while (publisher.unacknowledged() > 0 && System.nanoTime() < end) {
            publisher.publish(0);
            Thread.sleep(TICK_MILLIS);
        }
        stage.stopDevices();
        PageClient ward = new PageClient(plan.page(WARD));
        PageClient hub = new PageClient(plan.console());
        Stage.Login admin = stage.login("physician");
        hub.post("api/v1/session", Map.of("user", admin.user(), "password", admin.password()));
        while (!Observed.streams(ward).equals(Observed.streams(hub)) && System.nanoTime() < end) {
            Thread.sleep(200);
        }
        Map<String, String> atWard = Observed.streams(ward);
        Map<String, String> atHub = Observed.streams(hub);
        say.accept("completeness " + (atWard.equals(atHub) ? "equal on both sides" : "DIFFERS") + ", " + atWard.size()
                + " streams");
        if (!atWard.equals(atHub)) {
            throw new IOException("completeness differs: the ward says " + atWard + ", the hub says " + atHub);
        }
        HubRecord record = new HubRecord(plan.directory().resolve("hub"));
        return Tally.of(
                CountingPublisher.CODES, publisher.acknowledgedTimes(), record.occurrences(CountingPublisher.CODES));
    }
}
