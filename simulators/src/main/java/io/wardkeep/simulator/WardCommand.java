package io.wardkeep.simulator;

import io.wardkeep.simulator.monitor.MqttTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ward",
        mixinStandardHelpOptions = true,
        description = "A mixed ward: in turn a Nonin and a Masimo on pseudo-terminals and a monitor by MQTT.",
        footer = {
            "",
            "One line of JSON a second says what was sent and acknowledged.",
            "Example: wardkeep-sim ward --beds 6 --prefix 7A --mqtt 127.0.0.1:1883 --serial-dir /tmp/7A"
                    + " --script demo-desaturation"
        })
final class WardCommand implements Callable<Integer> {

    @Option(names = "--beds", defaultValue = "6", description = "How many (default ${DEFAULT-VALUE}).")
    private int beds;

    @Option(names = "--prefix", defaultValue = "7A", description = "The ward's name (default ${DEFAULT-VALUE}).")
    private String prefix = "";

    @Option(names = "--mqtt", defaultValue = "", description = "host:port of the gateway; without it no monitors.")
    private String mqtt = "";

    @Option(names = "--serial-dir", required = true, description = "Where the serial ports are linked.")
    private Path serialDirectory = Path.of("");

    @Option(names = "--script", defaultValue = "", description = "A file, or demo-desaturation.")
    private String script = "";

    @Option(names = "--seed", defaultValue = "1", description = "For everything that is chance.")
    private long seed;

    @Option(names = "--for", defaultValue = "", description = "Stop after, for example 60s (default: never).")
    private String length = "";

    @Override
    public Integer call() throws IOException {
        WardPlan plan = new WardPlan(
                prefix,
                beds,
                mqtt.isEmpty() ? Optional.empty() : Optional.of(MqttTarget.parse(mqtt)),
                serialDirectory.toAbsolutePath(),
                RunningLoop.script(script),
                seed);
        try (SimulatedWard ward = SimulatedWard.start(plan, InstantSource.system())) {
            plan.places()
                    .forEach(place -> System.err.println(place.bed() + " " + place.device() + " " + place.driver() + " "
                            + place.path().map(Path::toString).orElse(mqtt)));
            return RunningLoop.report(length, ward::running, ward::tallies, System.out);
        }
    }
}
