package io.wardkeep.hub;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.record.RecordReader;
import io.wardkeep.hub.record.RunningDatabase;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditChain;
import java.io.IOException;
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

    /** What the check found. */
    private record Verified(int entries, List<String> findings) {}

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
    int verify(@Mixin ConfigOption config, @Mixin AnswerOption answer) throws ConfigException, IOException {
        List<Row> rows = RunningDatabase.ask(Databases.source(config.read()), RecordReader::wholeAudit);
        Map<WardId, List<Row>> byWard = new TreeMap<>();
        rows.forEach(row -> byWard.computeIfAbsent(row.shard().ward(), _ -> new ArrayList<>())
                .add(row));
        List<String> findings = new ArrayList<>();
        byWard.forEach(
                (ward, chains) -> AuditChain.verify(chains).forEach(finding -> findings.add(ward + ": " + finding)));
        answer.print(new Verified(rows.size(), findings), out -> {
            findings.forEach(out::println);
            out.println(rows.size() + " entries, " + findings.size() + " findings");
        });
        return findings.isEmpty() ? 0 : 1;
    }
}
