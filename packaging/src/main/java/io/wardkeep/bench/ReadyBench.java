package io.wardkeep.bench;

import io.wardkeep.demo.ChildProcess;
import io.wardkeep.demo.DemoPlan;
import io.wardkeep.demo.PageClient;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.eclipse.paho.client.mqttv3.MqttException;

/**
 * How long a gateway with a long history takes from its start, after {@code kill -9}, until it is ready and until the
 * first alert is there. Its hub is an address where nothing listens.
 *
 * @param plan ports and directories
 * @param history what lies in its journal
 * @param starts how often it is started again
 * @param say told what happens
 */
record ReadyBench(DemoPlan plan, WardHistory history, int starts, Consumer<String> say) {

    private static final int WARD = 0;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * One start.
     *
     * @param readyMillis from spawn until {@code /health/ready} answers 200
     * @param alertMillis from spawn until the alert of a message sent then is in the ward page's event stream
     */
    record Start(double readyMillis, double alertMillis) {}

    /** Shortest, middle and longest of what was measured. */
    static String line(String what, List<Start> starts, ToDoubleFunction<Start> millis) {
        double[] sorted = starts.stream().mapToDouble(millis).sorted().toArray();
        return String.format(
                Locale.ROOT,
                "%-12s ms from spawn: min %.0f, median %.0f, max %.0f (%d starts after kill -9)",
                what,
                sorted[0],
                sorted[sorted.length / 2],
                sorted[sorted.length - 1],
                sorted.length);
    }

    List<Start> run() throws IOException, InterruptedException, MqttException {
        Path home = Files.createDirectories(plan.directory().resolve("gateway"));
        Path config = home.resolve("gateway.yaml");
        Files.writeString(config, new WardFile(plan, home, history.beds()).text());
        long began = System.nanoTime();
        history.write(
                home.resolve("state"),
                new WardId(DemoPlan.WARDS.get(WARD)),
                Optional.empty(),
                new Progress(history, say));
        say.accept(String.format(
                Locale.ROOT,
                "written in %.1f s, the journal has %,d bytes",
                (System.nanoTime() - began) / 1e9,
                Files.size(home.resolve("state").resolve("journal.sqlite"))));
        List<Start> measured = new ArrayList<>();
        // Before the first that counts it is killed as well.
        for (int start = 0; start <= starts; start++) {
            Start one = start(home, config, start);
            say.accept(String.format(
                    Locale.ROOT,
                    "start %d: ready %.0f ms, first alert %.0f ms%s",
                    start,
                    one.readyMillis(),
                    one.alertMillis(),
                    start == 0 ? " (after an orderly stop; does not count)" : ""));
            if (start > 0) {
                measured.add(one);
            }
        }
        return measured;
    }

    private Start start(Path home, Path config, int bed) throws IOException, InterruptedException, MqttException {
        PageClient page = new PageClient(plan.page(WARD));
        long spawned = System.nanoTime();
        try (ChildProcess gateway = ChildProcess.start(
                "gateway", home, List.of(plan.program("wardkeep-gateway"), "run", "--config=" + config))) {
            gateway.awaitReady(page::ready, PATIENCE);
            double readyMillis = (System.nanoTime() - spawned) / 1e6;
            try (AlertWitness witness = new AlertWitness(DemoPlan.WARDS.get(WARD), plan.mqttPort(WARD), page)) {
                witness.desaturate(bed);
                gateway.awaitReady(() -> !witness.tookMillis().isEmpty(), PATIENCE);
            }
            double alertMillis = (System.nanoTime() - spawned) / 1e6;
            gateway.kill();
            return new Start(readyMillis, alertMillis);
        }
    }
}
