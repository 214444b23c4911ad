package io.wardkeep.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code packaging/soak fuzz}. Exit 0 when nothing but "malformed" was thrown and memory stayed bounded, 1 otherwise.
 */
@Command(
        name = "fuzz",
        mixinStandardHelpOptions = true,
        description = "Garbled bytes for everything that reads a peer's bytes.")
final class FuzzCommand implements Callable<Integer> {

    private static final int BATCH = 20_000;

    @Option(names = "--executions", defaultValue = "5000000", description = "how many (default ${DEFAULT-VALUE})")
    private long executions;

    @Option(names = "--only", split = ",", description = "these decoders alone: ${COMPLETION-CANDIDATES}")
    private Set<Decoder> only = EnumSet.allOf(Decoder.class);

    @Option(names = "--seed", defaultValue = "1", description = "of the garbling (default ${DEFAULT-VALUE})")
    private long seed;

    @Option(names = "--keep", description = "write the shortest input of each way to be refused to this file")
    private Optional<Path> keep = Optional.empty();

    private FuzzCommand() {}

    @Override
    public Integer call() throws InterruptedException, ExecutionException, IOException {
        System.out.println("goal: " + executions + " executions, 0 uncaught, memory bounded; seed " + seed);
        List<Fuzzer.Seed> seeds = new ArrayList<>(Corpus.good());
        seeds.addAll(Corpus.kept());
        seeds.removeIf(kept -> !only.contains(kept.decoder()));
        Map<Decoder, Fuzzer.Count> counts = new EnumMap<>(Decoder.class);
        List<String> wrong = new ArrayList<>();
        Map<String, String> shortest = new TreeMap<>();
        long before = System.nanoTime();
        Cases<Fuzzer.Batch> cases = new Cases<>(
                number -> new Fuzzer(seed * 1_000_003 + number, seeds).run(BATCH),
                batch -> !batch.wrong().isEmpty());
        Cases.Result result = cases.run(0, (executions + BATCH - 1) / BATCH, (_, batch) -> {
            batch.counts().forEach((decoder, count) -> counts.merge(decoder, count, Fuzzer.Count::plus));
            batch.shortest().forEach((way, input) -> shortest.merge(way, input, FuzzCommand::shorter));
            if (!batch.wrong().isEmpty()) {
                wrong.add(batch.wrong());
            }
        });
        double seconds = (System.nanoTime() - before) / 1e9;
        System.out.println(String.format(
                Locale.ROOT, "%-10s %12s %12s %8s %12s", "decoder", "executions", "read", "refusals", "most memory"));
        counts.forEach((decoder, count) -> System.out.println(line(decoder.name(), count, shortest)));
        Fuzzer.Count all = counts.values().stream().reduce(Fuzzer.Count.NONE, Fuzzer.Count::plus);
        System.out.println(line("", all, shortest));
        System.out.println(String.format(
                Locale.ROOT,
                "in %.1f s, %.0f a second on %d threads",
                seconds,
                all.executions() / seconds,
                result.threads()));
        if (keep.isPresent()) {
            Files.writeString(
                    keep.get(), String.join("\n", new TreeSet<>(shortest.values())) + "\n", StandardCharsets.UTF_8);
        }
        wrong.forEach(line -> System.out.println("  " + line));
        System.out.println(wrong.isEmpty() ? "kept" : "NOT KEPT");
        return wrong.isEmpty() ? 0 : 1;
    }

    private static String line(String decoder, Fuzzer.Count count, Map<String, String> shortest) {
        long ways = shortest.keySet().stream()
                .filter(way -> way.startsWith(decoder))
                .count();
        return String.format(
                Locale.ROOT,
                "%-10s %12d %12d %8d %12d",
                decoder.isEmpty() ? "all" : decoder,
                count.executions(),
                count.read(),
                ways,
                count.bytesMax());
    }

    private static String shorter(String one, String other) {
        return one.length() < other.length() || (one.length() == other.length() && one.compareTo(other) < 0)
                ? one
                : other;
    }
}
