package io.wardkeep.simulator.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The clauses of header(5) and signal(5), and PhysioNet's sample records where they are at hand. */
class WfdbRecordTest {

    private static final Path SAMPLES = Path.of("../../shared/data/captures/wfdb-samples");

    @TempDir
    private Path directory = Path.of("");

    @Test
    void format16IsLittleEndianTwosComplement() throws IOException {
        WfdbRecord record = record("r 1 100\nr.dat 16 10(5)/mmHg 16 0 0 0 0 ABP", 0x0F, 0x00, 0xFB, 0xFF, 0x00, 0x80);
        WfdbRecord.Signal signal = record.signals().getFirst();
        assertThat(signal.name()).isEqualTo("ABP");
        assertThat(signal.unit()).isEqualTo("mmHg");
        assertThat(signal.samples()).containsExactly(1, -1, Double.NaN);
    }

    @Test
    void format80IsOffsetBinary() throws IOException {
        WfdbRecord record =
                record("r 2 100\nr.dat 80 100/mV 8 0 0 0 0 II\nr.dat 80 1/NU 8 0 0 0 0 PLETH", 228, 128, 28, 0);
        assertThat(record.signals().get(0).samples()).containsExactly(1, -1);
        assertThat(record.signals().get(1).samples()).containsExactly(0, Double.NaN);
    }

    @Test
    void format212PacksTwoSamplesInThreeBytes() throws IOException {
        // 1, -1 and 2047, -2047
        WfdbRecord record = record("r 1 100\nr.dat 212 1 12 0 0 0 0 V", 0x01, 0xF0, 0xFF, 0xFF, 0x87, 0x01);
        assertThat(record.signals().getFirst().samples()).containsExactly(1, -1, 2_047, -2_047);
    }

    @Test
    void severalSamplesAFrameAreDealtInOrder() throws IOException {
        WfdbRecord record = record(
                "r 2 50\nr.dat 16x2 1 16 0 0 0 0 II\nr.dat 16 1 16 0 0 0 0 RESP", 1, 0, 2, 0, 3, 0, 4, 0, 5, 0, 6, 0);
        assertThat(record.signals().get(0).samples()).containsExactly(1, 2, 4, 5);
        assertThat(record.signals().get(0).hertz()).isEqualTo(100);
        assertThat(record.signals().get(1).samples()).containsExactly(3, 6);
    }

    @Test
    void whatIsNoRecordIsAnException() {
        for (String header :
                List.of("r", "r x", "r/2 1 100", "r 1 100\nr.dat 311 1 16 0 0 0 0 II", "r 1 100\nnone.dat 16 1")) {
            assertThatThrownBy(() -> record(header, 1, 2)).as(header).isInstanceOf(IOException.class);
        }
    }

    @Test
    void mitBih100IsAnElectrocardiogramOf75Beats() throws IOException {
        WfdbRecord record = WfdbRecord.read(sample("100.hea"));
        WfdbRecord.Signal lead = record.signals().getFirst();
        assertThat(lead.samples()).hasSize(650_000);
        // The header tells the first sample and the sum of all, modulo 65,536.
        assertThat(lead.samples()[0]).isCloseTo((995 - 1_024) / 200.0, within(1e-9));
        assertThat(checksum(lead.samples(), 200, 1_024)).isEqualTo((short) -22_131);
        assertThat(checksum(record.signals().get(1).samples(), 200, 1_024)).isEqualTo((short) 20_052);
        Vitals vitals = new WfdbPatient(record, new ModelledPatient(1, List.of())).vitals(60_000);
        assertThat(vitals.heartRate().orElseThrow()).isBetween(68, 80);
    }

    @Test
    void aMimicRecordHasItsPressure() throws IOException {
        WfdbRecord record = WfdbRecord.read(sample("03700181.hea"));
        assertThat(record.signals()).extracting(WfdbRecord.Signal::name).containsExactly("MCL1", "ABP", "RESP");
        assertThat(checksum(record.signals().get(1).samples(), 12.84, -1_605)).isEqualTo((short) -23_651);
        Pressure pressure = new WfdbPatient(record, new ModelledPatient(1, List.of()))
                .vitals(60_000)
                .circulation()
                .arterial()
                .orElseThrow();
        // A circulation in trouble: so it was recorded.
        assertThat(pressure.systolic()).isBetween(44.0, 56.0);
        assertThat(pressure.diastolic()).isBetween(22.0, 34.0);
        assertThat(pressure.mean()).isBetween(pressure.diastolic(), pressure.systolic());
    }

    @Test
    void eightBitSegmentsAreRead() throws IOException {
        WfdbRecord record = WfdbRecord.read(sample("3000003_0003.hea"));
        assertThat(checksum(record.signals().getFirst().samples(), 29, 0)).isEqualTo((short) -3_441);
    }

    private static short checksum(double[] samples, double gain, int baseline) {
        return (short) Arrays.stream(samples)
                .mapToLong(sample -> Math.round(sample * gain) + baseline)
                .sum();
    }

    private static Path sample(String name) {
        Path file = SAMPLES.resolve(name);
        Assumptions.assumeTrue(Files.exists(file), () -> String.format(Locale.ROOT, "no sample record %s here", name));
        return file;
    }

    private WfdbRecord record(String header, int... bytes) throws IOException {
        byte[] data = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            data[i] = (byte) bytes[i];
        }
        Files.write(directory.resolve("r.dat"), data);
        return WfdbRecord.read(Files.writeString(directory.resolve("r.hea"), header));
    }
}
