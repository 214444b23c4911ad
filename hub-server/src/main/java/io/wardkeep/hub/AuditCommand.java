package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.record.RecordReader;
import io.wardkeep.hub.record.RunningDatabase;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditChain;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub audit}: who did what, and whether that is still what was written. */
@Command(name = "audit", mixinStandardHelpOptions = true, description = "The audit.")
final class AuditCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    AuditCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: verify");
    }

    @Command(
            name = "verify",
            mixinStandardHelpOptions = true,
            description = "Checks every chain of hashes; exit 1 when something was changed, dropped or slipped in.")
    int verify(@Mixin ConfigOption config) throws ConfigException, IOException {
        List<Row> rows = RunningDatabase.ask(Databases.source(config.read()), RecordReader::wholeAudit);
        Map<WardId, List<Row>> byWard = new TreeMap<>();
        rows.forEach(row -> byWard.computeIfAbsent(row.shard().ward(), _ -> new ArrayList<>())
                .add(row));
        PrintWriter out = spec.commandLine().getOut();
        int findings = 0;
        for (Map.Entry<WardId, List<Row>> ward : byWard.entrySet()) {
            List<AuditChain.Finding> found = AuditChain.verify(ward.getValue());
            found.forEach(finding -> out.println(ward.getKey() + ": " + finding));
            findings += found.size();
        }
        out.println(rows.size() + " entries, " + findings + " findings");
        out.flush();
        return findings == 0 ? 0 : 1;
    }
}
