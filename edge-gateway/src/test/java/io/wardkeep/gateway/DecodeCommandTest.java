package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The command as a biomedical engineer uses it: a file in, lines out. */
class DecodeCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aReadingIsALineWithItsKeysInOrder() throws IOException {
        assertThat(decode(masimo(98), "--driver", "masimo-ascii1")).isZero();

        List<String> lines = readings();
        assertThat(lines.getFirst())
                .matches("\\{\"n\":\\d+,\"t\":\"2016-03-17T19:19:00Z\",\"device\":\"capture\",\"code\":150456,"
                        + "\"ref\":\"MDC_PULS_OXIM_SAT_O2\",\"value\":98,\"unit\":\"%\",\"validity\":\"VALID\"}");
        assertThat(lines.getLast()).contains("\"code\":150448", "\"value\":0.55,");
    }

    @Test
    void linesAreNumbered() throws IOException {
        decode(masimo(98, 97), "--driver", "masimo-ascii1", "--device", "ox-7");

        List<JsonNode> lines = lines();
        assertThat(lines)
                .extracting(line -> line.path("n").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, lines.size()).boxed().toList());
        assertThat(lines).allMatch(line -> line.path("device").asString().equals("ox-7"));
    }

    @Test
    void whatHasNoNumberHasNoValue() throws IOException {
        byte[] line = new String(masimo(98), StandardCharsets.US_ASCII)
                .replace("SPO2=098%", "SPO2=---%")
                .getBytes(StandardCharsets.US_ASCII);
        decode(line, "--driver", "masimo-ascii1");

        assertThat(readings().getFirst()).contains("\"code\":150456", "\"value\":null,", "\"validity\":\"INVALID\"");
    }

    @Test
    void aWaveIsAnArray() throws IOException {
        String message = "{\"waves\":[{\"code\":150452,\"period_ms\":8,\"samples\":[0.43,null,1]}]}\n";
        decode(message.getBytes(StandardCharsets.US_ASCII), "--driver", "wardkeep-json");

        assertThat(readings().getFirst())
                .contains("\"ref\":\"MDC_PULS_OXIM_PLETH\",\"value\":[0.43,null,1.00],\"period_ms\":8,\"unit\":");
    }

    @Test
    void whatIsNoFrameIsALineWithItsReason() throws IOException {
        decode("nonsense\n{\"values\":[{\n".getBytes(StandardCharsets.US_ASCII), "--driver", "wardkeep-json");

        assertThat(lines())
                .extracting(line -> line.path("malformed").asBoolean() + " "
                        + line.path("reason").asString() + " "
                        + line.path("bytes").asInt())
                .containsExactly("true unsynchronised 8", "true json-truncated 12");
    }

    @Test
    void aRecordingMayBeginAndEndAnywhere() throws IOException {
        byte[] whole = masimo(98, 97, 96, 95, 94);
        byte[] cut = Arrays.copyOfRange(whole, 33, whole.length - 20);
        decode(cut, "--driver", "masimo-ascii1");

        assertThat(readings().stream().filter(line -> line.contains("150456")))
                .extracting(line -> line.replaceAll(".*\"value\":(\\d+).*", "$1"))
                .containsExactly("97", "96", "95");
    }

    @Test
    void findsTheDriverAndSaysWhich() throws IOException {
        assertThat(decode(masimo(98, 97, 96, 95, 94), "--driver", "auto")).isZero();
        assertThat(err.toString()).startsWith("auto: masimo-ascii1 (5 good, 0 bad)");
        assertThat(readings()).hasSize(15);
    }

    @Test
    void whatNobodyUnderstandsIsSaidAndNothingElse() throws IOException {
        assertThat(decode(new byte[500], "--driver", "auto")).isOne();
        assertThat(err.toString()).startsWith("auto: no driver understands these 500 bytes");
        assertThat(out.toString()).isEmpty();
    }

    /** Of a vector of the shared folder, with the values that the protocol's sheet prints beside it. */
    @Test
    void aVectorOfAPolledDeviceIsDecodedWithoutPolling() throws IOException {
        Path vector = Path.of("../../shared/data/captures/spec-vectors/dri_displayed_response.hex");
        assumeThat(vector).as("the shared captures are not here").exists();
        assertThat(decode(Files.readAllBytes(vector), "--driver", "auto", "--hex"))
                .isZero();

        assertThat(err.toString()).startsWith("auto: ge-dri (1 good, 0 bad)");
        assertThat(readings()).hasSize(30).allMatch(line -> line.contains("\"t\":\"2024-03-15T14:30:15Z\""));
        assertThat(out.toString())
                .contains("\"ref\":\"MDC_PRESS_BLD_ART_SYS\",\"value\":121,\"unit\":\"mm[Hg]\"")
                .contains("\"ref\":\"MDC_PULS_OXIM_SAT_O2\",\"value\":98,\"unit\":\"%\"")
                .contains("\"ref\":\"MDC_CONC_AWAY_CO2_ET\",\"value\":38,\"unit\":\"mm[Hg]\"")
                .contains("\"ref\":\"MDC_CONC_AWAY_SEVOFL_ET\",\"value\":1.8,\"unit\":\"%\"")
                .doesNotContain("malformed");
    }

    @Test
    void readsADump() throws IOException {
        String dump = HexFormat.ofDelimiter(" ").formatHex(masimo(98));
        assertThat(decode(dump.getBytes(StandardCharsets.US_ASCII), "--driver", "masimo-ascii1", "--hex"))
                .isZero();
        assertThat(readings()).hasSize(3);
    }

    @Test
    void aDriverThatDoesNotExistIsAMistakeOfUse() throws IOException {
        assertThat(decode(new byte[1], "--driver", "masimo")).isEqualTo(2);
        assertThat(err.toString()).contains("auto, nonin-oem3");
    }

    private int decode(byte[] capture, String... arguments) throws IOException {
        Path file = Files.write(directory.resolve("capture.bin"), capture);
        CommandLine command =
                GatewayCommand.commandLine().setOut(new PrintWriter(out)).setErr(new PrintWriter(err, true));
        String[] all = new String[arguments.length + 2];
        all[0] = "decode";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[all.length - 1] = file.toString();
        return command.execute(all);
    }

    private List<JsonNode> lines() {
        JsonMapper json = JsonMapper.builder().build();
        return out.toString().lines().map(json::readTree).toList();
    }

    private List<String> readings() {
        return out.toString()
                .lines()
                .filter(line -> line.contains("\"validity\""))
                .toList();
    }

    private static byte[] masimo(int... saturations) {
        StringBuilder lines = new StringBuilder();
        for (int index = 0; index < saturations.length; index++) {
            lines.append(String.format(
                    Locale.ROOT,
                    "03/17/16 19:19:%02d SN=0000070986 SPO2=%03d%% BPM=123 PI=00.55 SPCO=--%% SPMET=--.-%%"
                            + " DESAT=-- PIDELTA=+-- PVI=--- ALARM=000000 EXC=000000\r\n",
                    index,
                    saturations[index]));
        }
        return lines.toString().getBytes(StandardCharsets.US_ASCII);
    }
}
