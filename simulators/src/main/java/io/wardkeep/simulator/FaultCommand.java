package io.wardkeep.simulator;

import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "fault",
        mixinStandardHelpOptions = true,
        description = "A device to which one thing happens after five seconds.",
        footer = {"", "Example: wardkeep-sim fault unplug for=5s --protocol masimo-ascii1 --link /tmp/ox-02"})
final class FaultCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "FAULT",
            arity = "1..*",
            description = "An episode as scripts write it: probe-off for=20s, silence for=15s, garbage bytes=200,"
                    + " unplug for=5s, desaturation to=82 over=5s for=30s.")
    private String[] words = {};

    @Option(names = "--protocol", defaultValue = "nonin-oem3", description = "Default ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Option(names = "--name", defaultValue = "ox-01", description = "The device (default ${DEFAULT-VALUE}).")
    private String name = "";

    @Option(names = "--link", defaultValue = "", description = "Path of the pseudo-terminal.")
    private String link = "";

    @Option(names = "--tcp", defaultValue = "0", description = "Listen on this loopback port instead.")
    private int tcpPort;

    @Option(names = "--mqtt", defaultValue = "", description = "host:port of the gateway.")
    private String mqtt = "";

    @Option(names = "--for", defaultValue = "60s", description = "Stop after (default ${DEFAULT-VALUE}).")
    private String length = "";

    @Override
    public Integer call() throws IOException {
        Script script = Script.parse("5s #1 " + String.join(" ", words));
        RecordedPatient patient = new RecordedPatient(
                Recording.bundledNumerics(Recording.BUNDLED.getFirst()), Recording.bundledSignals(), 0);
        return DeviceCommand.run(protocol, name, link, tcpPort, mqtt, patient, script.of(name, 1), 1, length);
    }
}
