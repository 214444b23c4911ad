package io.wardkeep.hub;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.record.PostgresReplicaStore;
import io.wardkeep.sync.Completeness;
import io.wardkeep.ward.view.CompletenessView;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardkeep-hub completeness}: exit 1 when something is missing. */
@Command(
        name = "completeness",
        mixinStandardHelpOptions = true,
        description = "Counts, per stream, what is here, lost and missing; exit 1 when something is missing.")
final class CompletenessCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config;

    @Mixin
    private AnswerOption answer;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    CompletenessCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        try (PostgresReplicaStore store = new PostgresReplicaStore(Databases.source(config.read()))) {
            Completeness report = Completeness.of(store);
            answer.print(machines(report), out -> print(report, out));
            return report.totals().missing() == 0 ? 0 : 1;
        }
    }

    private static CompletenessView machines(Completeness report) {
        return CompletenessView.of(report.streams().stream()
                .map(each -> CompletenessView.Stream.of(
                        each, Integer.toString(each.stream().device())))
                .toList());
    }

    private static void print(Completeness report, PrintWriter out) {
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
    }
}
