package io.wardkeep.gateway;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** One line for each bed. */
@Command(name = "status", mixinStandardHelpOptions = true, description = "Show the beds of the running gateway.")
final class StatusCommand extends QuestionCommand {

    @Override
    String path() {
        return "/api/v1/beds";
    }

    @Override
    void print(JsonNode answer, PrintWriter out) {
        for (JsonNode bed : answer.path("beds")) {
            StringBuilder vitals = new StringBuilder();
            for (JsonNode vital : bed.path("vitals")) {
                vitals.append(vital.path("label").asString())
                        .append(' ')
                        .append(
                                vital.path("value").isNull()
                                        ? "--"
                                        : vital.path("value").asString())
                        .append("  ");
            }
            String alert = bed.path("alert").isNull()
                    ? ""
                    : bed.path("alert").path("marker").asString() + " "
                            + bed.path("alert").path("text").asString();
            out.printf(
                    "%-10s %-6s %-40s %s%n",
                    bed.path("bed").asString(), bed.path("link").asString(), vitals, alert);
        }
    }
}
