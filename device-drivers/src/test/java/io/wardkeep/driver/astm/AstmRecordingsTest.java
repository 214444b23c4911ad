package io.wardkeep.driver.astm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.wardkeep.driver.DriverEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages of real analysers, which their terms keep out of this repository. */
class AstmRecordingsTest {

    private static final Path FOLDER = Path.of("../../shared/data/captures/astm-analysers");

    /** Those in the protocol's frames. */
    static final List<Path> ALL = Stream.of(
                    "abbott_afinion2", "cobas_c111", "dca_vantage", "genexpert", "pentra_xlr", "yumizen_h500")
            .map(name -> FOLDER.resolve(name + ".astm"))
            .toList();

    private static List<DriverEvent> hear(String name) throws IOException {
        Path file = FOLDER.resolve(name);
        assumeTrue(Files.exists(file), () -> "skipped: the shared recording " + file + " is absent");
        List<DriverEvent> events = new ArrayList<>();
        new Astm().open().received(ByteBuffer.wrap(Files.readAllBytes(file)), 1_800_000_000_000L, events::add);
        return events;
    }

    /**
     * None of these results has a code of the nomenclature: all are counted and named, none becomes a value. Two frames
     * of the Yumizen's are numbered out of turn, which a receiver must refuse; they have no results.
     */
    @ParameterizedTest
    @CsvSource({
        "abbott_afinion2.astm, 1, 0, 1, HbA1c",
        "cobas_c111.astm, 7, 0, 1, 413",
        "dca_vantage.astm, 1, 0, 3, Crt",
        "genexpert.astm, 1, 0, 84, ''",
        "mini_vidas_mock.astm, 5, 0, 1, HBCT",
        "pentra_xlr.astm, 28, 0, 21, HGB 717-9 1",
        "yumizen_h500.astm, 29, 2, 21, quality control"
    })
    void everyFramePassesAndEveryResultIsNamed(String name, int frames, int refused, int results, String named)
            throws IOException {
        List<DriverEvent> events = hear(name);
        assertThat(events.stream().filter(DriverEvent.Malformed.class::isInstance))
                .hasSize(refused);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        long answered = events.stream()
                .filter(DriverEvent.Acknowledge.class::isInstance)
                .count();
        long leftOut =
                events.stream().filter(DriverEvent.LeftOut.class::isInstance).count();
        assertThat(answered).isEqualTo(frames);
        assertThat(leftOut).isEqualTo(results);
        if (!named.isEmpty()) {
            assertThat(events).contains(new DriverEvent.LeftOut(named));
        }
    }

    /** Two makers use the transport's characters for texts of their own. */
    @ParameterizedTest
    @CsvSource({"mini_vidas.astm", "spotchem_el.astm"})
    void whatIsNotThisProtocolSaysNothing(String name) throws IOException {
        assertThat(hear(name)).noneMatch(DriverEvent.Measured.class::isInstance);
    }
}
