package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.record.PostgresReplicaStore;
import io.wardkeep.sync.Completeness;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub completeness}: exit 1 when something is missing. */
@Command(
        name = "completeness",
        mixinStandardHelpOptions = true,
        description = "Counts, per stream, what is here, lost and missing; exit 1 when something is missing.")
final class CompletenessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Mixin
    private ConfigOption config;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CompletenessCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        try (PostgresReplicaStore store = new PostgresReplicaStore(Databases.source(config.read()))) {
            Completeness report = Completeness.of(store);
            PrintWriter out = spec.commandLine().getOut();
            for (Completeness.StreamReport each : report.streams()) {
                var stream = each.stream();
                out.printf(
                        "%-8s %-7s %s %4d  %d..%d  data %,d  lost %,d  missing %,d  duplicates %,d%n",
                        stream.shard().ward(),
                        stream.shard().family(),
                        stream.actor(),
                        stream.device(),
                        each.first(),
                        each.last(),
                        each.data(),
                        each.lost(),
                        each.missing(),
                        each.duplicates());
            }
            Completeness.Totals totals = report.totals();
            out.printf(
                    "all: data %,d, lost %,d, missing %,d, duplicates %,d%n",
                    totals.data(), totals.lost(), totals.missing(), totals.duplicates());
            out.flush();
            return totals.missing() == 0 ? 0 : 1;
        }
    }
}
