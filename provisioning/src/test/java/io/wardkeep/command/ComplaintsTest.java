package io.wardkeep.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.configuration.ConfigException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a person sees of a command that answers or fails, through picocli. */
class ComplaintsTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    /** Fails as it is told, or answers. */
    @Command(name = "probe")
    static final class Probe implements Callable<Integer> {

        @Mixin
        private AnswerOption answer = new AnswerOption();

        private final Optional<Exception> failure;

        Probe(Optional<Exception> failure) {
            this.failure = failure;
        }

        @Override
        public Integer call() throws Exception {
            if (failure.isEmpty()) {
                SequencedMap<String, String> facts = new LinkedHashMap<>();
                facts.put("name", "7a-box-1");
                facts.put("root sha256", "00ff");
                answer.print(facts);
                return ExitCode.OK;
            }
            throw failure.get();
        }
    }

    @Test
    void aWrongConfigurationIsItsSentenceAndThree() {
        assertThat(run(new ConfigException("gateway.yaml:1: gateway.wart: unknown key; did you mean ward?")))
                .isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString()).isEqualTo("gateway.yaml:1: gateway.wart: unknown key; did you mean ward?\n");
    }

    @Test
    void whatTheSurroundingsRefuseIsOneLineAndOne() {
        assertThat(run(new IOException("the hub says no"))).isEqualTo(ExitCode.FAILED);
        assertThat(run(new NoSuchFileException("/etc/wardkeep/hub.yaml"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).isEqualTo("the hub says no\nthere is no /etc/wardkeep/hub.yaml\n");
    }

    @Test
    void aBugIsShownWhole() {
        assertThat(run(new IllegalStateException("impossible"))).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("impossible").contains("ComplaintsTest");
    }

    @Test
    void anUnknownOptionIsUsage() {
        assertThat(answer("--jsn")).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void answersPeopleInLinesAndMachinesInJson() {
        assertThat(answer()).isEqualTo(ExitCode.OK);
        assertThat(answer("--json")).isEqualTo(ExitCode.OK);
        assertThat(out.toString()).isEqualTo("""
                name           7a-box-1
                root sha256    00ff
                {"name":"7a-box-1","root_sha256":"00ff"}
                """);
    }

    private int run(Exception failure) {
        return execute(new Probe(Optional.of(failure)));
    }

    private int answer(String... arguments) {
        return execute(new Probe(Optional.empty()), arguments);
    }

    private int execute(Probe probe, String... arguments) {
        return new CommandLine(probe)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .setExecutionExceptionHandler(new Complaints())
                .execute(arguments);
    }
}
