package io.wardkeep.simulator;

import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "load",
        mixinStandardHelpOptions = true,
        description = "Ordinary values by MQTT at a steady rate, every PUBACK recorded.",
        footer = {
            "",
            "Exit 1 when anything is not acknowledged in the end.",
            "Example: wardkeep-sim load --observations 100000 --beds 12 --mqtt 127.0.0.1:1883 --for 60s"
        })
final class LoadCommand implements Callable<Integer> {

    private static final int MESSAGES = 50;
    /** An ordinary message is not fuller than this unless asked for. */
    private static final int VALUES_A_MESSAGE = 50;

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Option(names = "--observations", defaultValue = "20000", description = "A second, all devices together.")
    private int observations;

    @Option(names = "--beds", defaultValue = "12", description = "Devices (default ${DEFAULT-VALUE}).")
    private int beds;

    @Option(
            names = "--messages",
            defaultValue = "0",
            description = "A second and device (default: 50, or as many as it takes).")
    private int messages;

    @Option(names = "--prefix", defaultValue = "load", description = "Devices are PREFIX-01 … .")
    private String prefix = "";

    @Option(names = "--mqtt", required = true, description = "host:port of the gateway.")
    private String mqtt = "";

    @Option(names = "--for", defaultValue = "60s", description = "How long (default ${DEFAULT-VALUE}).")
    private String length = "";

    @Option(names = "--acknowledged", defaultValue = "", description = "File for a line DEVICE ID a PUBACK.")
    private String acknowledgedFile = "";

    private int messages() {
        int needed = Math.ceilDiv(observations, Math.max(1, beds) * VALUES_A_MESSAGE);
        return messages > 0 ? messages : Math.max(MESSAGES, needed);
    }

    @Override
    public Integer call() throws IOException {
        LoadPlan plan = new LoadPlan(MqttTarget.parse(mqtt), prefix, beds, observations, messages());
        try (PrintStream acknowledged = acknowledgedFile.isEmpty()
                ? new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)
                : new PrintStream(acknowledgedFile, StandardCharsets.UTF_8)) {
            LoadLoop.Outcome outcome = new LoadLoop(plan, InstantSource.system(), System.out, acknowledged)
                    .run(Script.duration(length), PATIENCE);
            System.out.println("{\"sent\":" + outcome.observations() + ",\"acknowledged\":" + outcome.acknowledged()
                    + ",\"given_up\":" + outcome.givenUp() + ",\"complete\":" + outcome.complete() + "}");
            return outcome.complete() ? 0 : 1;
        }
    }
}
