package io.wardkeep.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever a peer sends, decoders give a value or say that it is malformed, and take little memory. Fault model:
 * the kept corpus, and new garbled bytes; {@code packaging/soak fuzz} runs far more of them.
 */
final class CorpusTest {

    private static final int EXECUTIONS = 60_000;

    @Test
    void everyKeptInputIsReadOrRefused() {
        List<Fuzzer.Seed> kept = Corpus.kept();
        Fuzzer fuzzer = new Fuzzer(1, kept);

        assertThat(kept).isNotEmpty();
        for (Fuzzer.Seed seed : kept) {
            assertThat(fuzzer.execute(seed.decoder(), seed.content().toArray())).isEmpty();
        }
    }

    @Test
    void everyGoodInputIsRead() {
        List<Fuzzer.Seed> good = Corpus.good().stream()
                .filter(seed -> seed.decoder() != Decoder.ROW && seed.decoder() != Decoder.LATTICE)
                .toList();

        for (Fuzzer.Seed seed : good) {
            assertThat(new Fuzzer(1, good)
                            .execute(seed.decoder(), seed.content().toArray()))
                    .isEmpty();
        }
    }

    @Test
    void garbledInputsAreReadOrRefused() {
        Fuzzer.Batch batch = new Fuzzer(20_261_121, Corpus.good()).run(EXECUTIONS);

        assertThat(batch.wrong()).isEmpty();
        assertThat(batch.counts().values())
                .as("of every decoder some were not garbled beyond reading")
                .hasSize(Decoder.values().length)
                .allSatisfy(count -> assertThat(count.read()).isPositive());
        assertThat(batch.shortest()).as("ways to be refused").hasSizeGreaterThan(40);
    }
}
