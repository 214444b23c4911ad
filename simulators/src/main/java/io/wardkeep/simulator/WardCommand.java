package io.wardkeep.simulator;

import io.wardkeep.simulator.monitor.MqttTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "ward",
        mixinStandardHelpOptions = true,
        description = "A mixed ward: a device a bed, the protocols in turn.",
        footer = {
            "",
            "One line of JSON a second says what was sent and acknowledged.",
            "Examples:",
            "  wardkeep-sim ward --beds 6 --prefix 7A --mqtt 127.0.0.1:1883 --serial-dir /tmp/7A"
                    + " --script demo-desaturation",
            "  wardkeep-sim ward --beds 64 --protocols all --tcp-base 4001 --mqtt 127.0.0.1:1883 --serial-dir /tmp/7A",
            "  wardkeep-sim ward --beds 64 --protocols all --tcp-base 4001 --mqtt 127.0.0.1:1883 --serial-dir /tmp/7A"
                    + " --print-config"
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

    @Option(
            names = "--protocols",
            split = ",",
            defaultValue = "nonin-oem3,masimo-ascii1,wardkeep-json",
            description = "In the order of the beds, or all (default ${DEFAULT-VALUE}).")
    private List<String> protocols = List.of();

    @Option(
            names = "--tcp-base",
            defaultValue = "0",
            description = "First of the loopback ports, one a bed, for devices on TCP and UDP (default: none).")
    private int networkPort;

    @Option(
            names = "--print-config",
            description = "Print what the gateway's configuration needs for this ward, and exit.")
    private boolean printConfig;

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
                protocols.equals(List.of("all")) ? WardPlan.all() : protocols,
                mqtt.isEmpty() ? Optional.empty() : Optional.of(MqttTarget.parse(mqtt)),
                serialDirectory.toAbsolutePath(),
                networkPort,
                RunningLoop.script(script),
                seed);
        if (printConfig) {
            System.out.print("ports:\n" + plan.portLines());
            System.out.print(plan.publisherLines().isEmpty() ? "" : "mqtt:\n  devices:\n" + plan.publisherLines());
            return 0;
        }
        try (SimulatedWard ward = SimulatedWard.start(plan, InstantSource.system())) {
            plan.places()
                    .forEach(place -> System.err.println(place.bed() + " " + place.device() + " " + place.driver() + " "
                            + (place.spot() instanceof Spot.Broker
                                    ? mqtt
                                    : place.spot().configuration())));
            return RunningLoop.report(length, ward::running, ward::tallies, System.out);
        }
    }
}
