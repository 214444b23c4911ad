package io.wardkeep.driver.masimo;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MasimoAscii1Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new MasimoAscii1();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> String.format(
                        Locale.ROOT,
                        "03/17/16 19:19:%02d SN=0000070986 SPO2=%03d%% BPM=123 PI=00.55 SPCO=--%% SPMET=--.-%%"
                                + " DESAT=-- PIDELTA=+-- PVI=--- ALARM=000000 EXC=000800\r\n",
                        36 + i,
                        90 + i))
                .map(line -> line.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    @Test
    void alarmsThatALineDoesNotTellOfGoOn() {
        List<String> said = hear(
                line(1, "SPO2=086% BPM=080 ALARM=000012 EXC=000800"),
                line(2, "SPO2=086% BPM=080"),
                line(3, "SPO2=086% BPM=080 ALARM=------ EXC=000800"),
                line(4, "SPO2=086% BPM=080 ALARM=0000"),
                line(5, "SPO2=086% BPM=080 ALARM=0000000 EXC=000800"),
                line(6, "SPO2=096% BPM=080 ALARM=000000 EXC=000800"));
        assertThat(said)
                .filteredOn(event -> event.startsWith("alarm") || event.startsWith("malformed"))
                .containsExactly(
                        "alarm spo2-low 150456 MEDIUM physiological true",
                        "malformed field-garbled 60",
                        "malformed field-garbled 74",
                        "alarm spo2-low 150456 MEDIUM physiological false");
    }

    @Test
    void aSensorThatALineDoesNotTellOfIsWhereItWas() {
        List<String> said = hear(
                line(1, "SPO2=---% BPM=--- ALARM=0000 EXC=0000020"),
                line(2, "SPO2=---% BPM=--- ALARM=0000"),
                line(3, "SPO2=---% BPM=--- ALARM=0000 EXC=-------"),
                line(4, "SPO2=---% BPM=--- ALARM=0000 EXC=000002"),
                line(5, "SPO2=098% BPM=080 ALARM=0000 EXC=0000800"));
        assertThat(said)
                .filteredOn(event -> event.startsWith("technical SENSOR_OFF") || event.startsWith("technical DEVICE"))
                .containsExactly(
                        "technical SENSOR_OFF true", "technical DEVICE_FAULT false", "technical SENSOR_OFF false");
    }

    @Test
    void aPerfusionThatIsGoneIsSaidToBe() {
        List<String> said = hear(
                line(1, "SPO2=098% BPM=080 PI=--.--% ALARM=0000 EXC=000800"),
                line(2, "SPO2=098% BPM=080 PI=01.20% ALARM=0000 EXC=000800"),
                line(3, "SPO2=---% BPM=--- PI=--.--% ALARM=0000 EXC=000820"));
        assertThat(said)
                .filteredOn(event -> event.startsWith("value 150448"))
                .extracting(event -> event.substring(0, event.indexOf(" at ")))
                .containsExactly("value 150448 1.20 unit 262688 VALID", "value 150448 - unit 262688 SENSOR_OFF");
    }

    @Test
    void anAlarmThatIsActiveAndNotNamedIsForwarded() {
        List<String> said = hear(
                line(1, "SPO2=098% BPM=080 ALARM=0030 EXC=000800"),
                line(2, "SPO2=086% BPM=080 ALARM=0012 EXC=000800"),
                line(3, "SPO2=098% BPM=080 ALARM=0010 EXC=000800"),
                line(4, "SPO2=098% BPM=080 ALARM=0020 EXC=000800"));
        assertThat(said)
                .filteredOn(event -> event.startsWith("alarm"))
                .containsExactly(
                        "alarm alarm-active 0 LOW technical true",
                        "alarm spo2-low 150456 MEDIUM physiological true",
                        "alarm alarm-active 0 LOW technical false",
                        "alarm spo2-low 150456 MEDIUM physiological false",
                        "alarm alarm-active 0 LOW technical true",
                        "alarm alarm-active 0 LOW technical false");
    }

    @Test
    void aDumpOfTheMemoryIsLeftOut() {
        Conversation conversation = new Conversation();
        conversation.hear(40, 10_000);
        conversation.hear(41, 11_000);
        int live = conversation.values();
        for (int record = 0; record < 10; record++) {
            conversation.hear(2 * record, 11_200 + 130 * record);
        }
        assertThat(conversation.values()).isEqualTo(live);
        assertThat(conversation.said)
                .filteredOn("left out trend-record"::equals)
                .hasSize(10);
        assertThat(conversation.said).noneMatch(event -> event.startsWith("alarm"));
        conversation.hear(43, 13_000);
        conversation.hear(44, 14_000);
        assertThat(conversation.values()).isEqualTo(live + 1);
    }

    @Test
    void aDumpThatWasGoingOnBeforeUsIsKnownByItsPace() {
        Conversation conversation = new Conversation();
        for (int record = 0; record < 10; record++) {
            conversation.hear(2 * record, 11_000 + 130 * record);
        }
        assertThat(conversation.values()).isEqualTo(2);
    }

    @Test
    void aClockThatIsSetDoesNotSilenceTheDevice() {
        Conversation conversation = new Conversation();
        int[] deviceSeconds = {20, 21, 50, 51, 52, 30, 31, 32};
        for (int i = 0; i < deviceSeconds.length; i++) {
            conversation.hear(deviceSeconds[i], 10_000 + 1_000 * i);
        }
        assertThat(conversation.values()).isEqualTo(deviceSeconds.length - 1);
    }

    @Test
    void liveLinesThatWereHeldUpAreLive() {
        Conversation conversation = new Conversation();
        int[][] batches = {{1, 10}, {2, 15}, {3, 15}, {4, 15}, {6, 15}, {7, 16}, {9, 18}, {12, 21}};
        for (int[] line : batches) {
            conversation.hear(line[0], 1_000L * line[1]);
        }
        assertThat(conversation.values()).isEqualTo(batches.length);
    }

    private static String line(int second, String fields) {
        return String.format(Locale.ROOT, "03/17/16 19:19:%02d SN=0000070986 %s\r\n", second, fields);
    }

    private static List<String> hear(String... lines) {
        Conversation conversation = new Conversation();
        for (int i = 0; i < lines.length; i++) {
            conversation.hear(lines[i], 10_000 + 1_000 * i);
        }
        return conversation.said;
    }

    /** A session and what it said. */
    private static final class Conversation {

        private final DriverSession session = new MasimoAscii1().open();
        private final List<String> said = new ArrayList<>();

        private void hear(String line, long nowMillis) {
            session.received(
                    ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII)),
                    nowMillis,
                    event -> said.add(EventText.of(event)));
        }

        /** The device's alarm is on before the 20th second. */
        private void hear(int deviceSecond, long nowMillis) {
            String alarm = deviceSecond < 20 ? "0012" : "0000";
            hear(line(deviceSecond, "SPO2=098% BPM=080 ALARM=" + alarm + " EXC=000800"), nowMillis);
        }

        private int values() {
            return (int) said.stream()
                    .filter(event -> event.startsWith("value 150456"))
                    .count();
        }
    }
}
