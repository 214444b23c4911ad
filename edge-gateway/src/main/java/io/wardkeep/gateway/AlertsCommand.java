package io.wardkeep.gateway;

import java.io.PrintWriter;
import picocli.CommandLine.Command;
import tools.jackson.databind.JsonNode;

/** One line for each alert. */
@Command(
        name = "alerts",
        mixinStandardHelpOptions = true,
        description = "Show the alerts of the running gateway that are not over.")
final class AlertsCommand extends QuestionCommand {

    @Override
    String path() {
        return "/api/v1/alerts";
    }

    @Override
    void print(JsonNode answer, PrintWriter out) {
        for (JsonNode alert : answer.path("alerts")) {
            out.printf(
                    "%-10s %-4s%-32s %-14s %s%n",
                    alert.path("bed").isNull() ? "-" : alert.path("bed").asString(),
                    alert.path("marker").asString(),
                    alert.path("text").asString(),
                    alert.path("state").asString(),
                    alert.path("episode").asString());
        }
    }
}
