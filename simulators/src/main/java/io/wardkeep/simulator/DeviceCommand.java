package io.wardkeep.simulator;

import io.wardkeep.simulator.patient.ModelledPatient;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.ScriptedPatient;
import io.wardkeep.simulator.patient.Step;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "device",
        mixinStandardHelpOptions = true,
        description = "One device on a pseudo-terminal, a serial port, by TCP, UDP or MQTT.",
        footer = {
            "",
            "Examples:",
            "  wardkeep-sim device nonin-oem3 --link /tmp/ox-01",
            "  wardkeep-sim device masimo-ascii1 --tcp 4001 --record modelled --script night.txt",
            "  wardkeep-sim device wardkeep-json --name monitor-12 --mqtt 127.0.0.1:1883",
            "  wardkeep-sim device hl7 --name hl7-07 --connect 127.0.0.1:2575"
        })
final class DeviceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "PROTOCOL", description = "One of wardkeep-sim list.")
    private String protocol = "";

    @Mixin
    private DeviceOptions options = new DeviceOptions();

    @Option(
            names = "--record",
            defaultValue = "01",
            description =
                    "A bundled record, or modelled, which scripts with illness always are (default ${DEFAULT-VALUE}).")
    private String record = "";

    @Option(names = "--script", defaultValue = "", description = "A file, or demo-desaturation; the bed is #1.")
    private String script = "";

    @Override
    public Integer call() throws IOException {
        List<Step> steps = RunningLoop.script(script).of(options.name(), 1);
        return options.run(protocol, patient(record, options.seed(), steps), steps);
    }

    /** A bundled record's patient, or a modelled one. */
    static Patient patient(String record, long seed, List<Step> steps) {
        return "modelled".equals(record) || ScriptedPatient.needsBody(steps)
                ? new ModelledPatient(seed, steps)
                : new RecordedPatient(Recording.bundledNumerics(record), Recording.bundledSignals(), 0);
    }
}
