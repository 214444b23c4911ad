package io.wardkeep.simulator;

import io.wardkeep.simulator.patient.ModelledPatient;
import io.wardkeep.simulator.patient.Patient;
import io.wardkeep.simulator.patient.RecordedPatient;
import io.wardkeep.simulator.patient.Recording;
import io.wardkeep.simulator.patient.WfdbPatient;
import io.wardkeep.simulator.patient.WfdbRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "A device at a patient whose recording is given: the header of a WFDB record, or a BIDMC CSV.",
        footer = {
            "",
            "Examples:",
            "  wardkeep-sim replay 03700181.hea --protocol wardkeep-json --name monitor-12 --mqtt 127.0.0.1:1883",
            "  wardkeep-sim replay bidmc_08_Numerics.csv --signals bidmc_08_Signals.csv.gz"
                    + " --protocol nonin-oem3 --link /tmp/ox-01"
        })
final class ReplayCommand implements Callable<Integer> {

    @Parameters(
            paramLabel = "RECORDING",
            description = "NAME.hea of a WFDB record (formats 16, 80 and 212), or one CSV row a second: HR, PULSE,"
                    + " RESP, SpO2, gzipped or not.")
    private Path recording = Path.of("");

    @Option(names = "--signals", description = "125 rows a second: RESP, PLETH, II (default: the bundled minute).")
    private Path signals = Path.of("");

    @Option(names = "--protocol", defaultValue = "nonin-oem3", description = "Default ${DEFAULT-VALUE}.")
    private String protocol = "";

    @Mixin
    private DeviceOptions options = new DeviceOptions();

    @Override
    public Integer call() throws IOException {
        return options.run(protocol, patient(), List.of());
    }

    private Patient patient() throws IOException {
        if (recording.toString().endsWith(".hea")) {
            return new WfdbPatient(WfdbRecord.read(recording), new ModelledPatient(options.seed(), List.of()));
        }
        Recording curves = signals.toString().isEmpty() ? Recording.bundledSignals() : Recording.of(signals);
        return new RecordedPatient(Recording.of(recording), curves, 0);
    }
}
