package io.wardkeep.command;

import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code --json}, as every command that answers something has it; for picocli to mix in. */
public final class AnswerOption {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Option(names = "--json", description = "for machines: one JSON document")
    private boolean json;

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    /** For picocli. */
    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    public AnswerOption() {}

    /**
     * Prints facts in their order: a line each for people, an object with keys like {@code root_sha256} for machines.
     */
    public void print(SequencedMap<String, String> facts) {
        SequencedMap<String, String> keyed = new LinkedHashMap<>();
        facts.forEach((label, value) -> keyed.put(label.replace(' ', '_'), value));
        print(keyed, out -> facts.forEach((label, value) -> out.printf("%-14s %s%n", label, value)));
    }

    /**
     * Prints an answer.
     *
     * @param machines what machines get, as Jackson writes it
     * @param people writes what people get
     */
    public void print(Object machines, Consumer<PrintWriter> people) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(JSON.writeValueAsString(machines));
        } else {
            people.accept(out);
        }
        out.flush();
    }
}
