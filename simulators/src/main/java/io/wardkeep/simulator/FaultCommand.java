package io.wardkeep.simulator;

import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.patient.Step;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
            description = "As scripts write it and wardkeep-sim list shows: probe-off for=20s, unplug for=5s.")
    private String[] words = {};

    @Mixin
    private DeviceOptions options = new DeviceOptions();

    @Option(names = "--protocol", defaultValue = "nonin-oem3", description = "Default ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Override
    public Integer call() {
        List<Step> steps = Script.parse("5s #1 " + String.join(" ", words)).of(options.name(), 1);
        String record = Recording.BUNDLED.getFirst();
        return options.run(protocol, DeviceCommand.patient(record, options.seed(), steps), steps);
    }
}
