package io.wardkeep.gateway;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.command.ExitCode;
import io.wardkeep.configuration.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A verb that asks the running gateway. */
abstract class QuestionCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Mixin
    private AnswerOption answer = new AnswerOption();

    abstract String path();

    abstract void print(JsonNode answer, PrintWriter out);

    int verdict(JsonNode answer) {
        return ExitCode.OK;
    }

    @Override
    public final Integer call() throws ConfigException, IOException, InterruptedException {
        JsonNode said = JsonMapper.builder().build().readTree(new PageClient(config.read()).get(path()));
        answer.print(said, out -> print(said, out));
        return verdict(said);
    }
}
