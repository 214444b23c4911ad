package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import java.io.PrintWriter;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** One line for each stream. */
@Command(
        name = "completeness",
        mixinStandardHelpOptions = true,
        description = "Count what the running gateway holds of every stream; exit 1 when something is missing.")
final class CompletenessCommand extends QuestionCommand {

    @Override
    String path() {
        return "/api/v1/completeness";
    }

    @Override
    void print(JsonNode answer, PrintWriter out) {
        for (JsonNode stream : answer.path("streams")) {
            out.printf(
                    "%-12s %-36s %-12s 1..%d: %d held, %d lost, %d missing, %d duplicates%n",
                    stream.path("shard").asString(),
                    stream.path("site").asString(),
                    stream.path("device").asString(),
                    stream.path("last").asLong(),
                    stream.path("data").asLong(),
                    stream.path("lost").asLong(),
                    stream.path("missing").asLong(),
                    stream.path("duplicates").asLong());
        }
    }

    @Override
    int verdict(JsonNode answer) {
        return answer.path("totals").path("missing").asLong() == 0 ? ExitCode.OK : ExitCode.FAILED;
    }
}
