package io.wardkeep.driver.pb840;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.Heard;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Pb840Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new Pb840();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> new DciText().with(70, Integer.toString(12 + i)).bytes())
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return List.of("SNDF\r", "RSET\r").contains(new String(sent, StandardCharsets.US_ASCII));
    }

    @Override
    protected List<Path> recordings() {
        return List.of(Recordings.file("spec-vectors/pb840_miscf_example.bin"));
    }

    @Test
    void theWorkedLongReportMeansWhatTheSheetSays() throws IOException {
        Heard heard = hear(Recordings.read("spec-vectors/pb840_miscf_example.bin"));
        assertThat(heard.events()).contains(new DriverEvent.Identity("Puritan Bennett 840", "3512345678", ""));
        assertThat(heard.last(16_928_802)).isEqualTo("12.0");
        assertThat(heard.last(16_929_196)).isEqualTo("450");
        assertThat(heard.last(16_929_192)).isEqualTo("5.0");
        assertThat(heard.last(16_930_360)).isEqualTo("40");
        assertThat(heard.last(152_490)).isEqualTo("16");
        assertThat(heard.last(152_664)).isEqualTo("440");
        assertThat(heard.last(151_884)).isEqualTo("6.90");
        assertThat(heard.last(151_817)).isEqualTo("22.0");
        assertThat(heard.last(151_975)).isEqualTo("9.8");
        assertThat(heard.last(152_196)).isEqualTo("40");
        assertThat(heard.last(152_660)).isEqualTo("450");
        assertThat(heard.last(151_808)).isEqualTo("0.5");
        assertThat(heard.last(151_976)).isEqualTo("5.1");
        assertThat(heard.observations()).allMatch(reading -> reading.deviceMillis() == 1_710_513_000_000L);
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("minute-volume-low", 151_884, AlertPriority.MEDIUM, true, true));
        assertThat(heard.malformed()).isEmpty();
    }

    @Test
    void theWorkedShortReportIsUnderstoodToo() throws IOException {
        Heard heard = hear(Recordings.read("spec-vectors/pb840_misca_example.bin"));
        assertThat(heard.last(16_928_802)).isEqualTo("12.0");
        assertThat(heard.last(16_929_196)).isEqualTo("450");
        assertThat(heard.last(152_490)).isEqualTo("16");
        assertThat(heard.last(152_664)).isEqualTo("440");
        assertThat(heard.last(151_884)).isEqualTo("6.90");
        assertThat(heard.last(151_817)).isEqualTo("22.0");
        assertThat(heard.last(151_975)).isEqualTo("9.8");
        assertThat(heard.alerts()).hasSize(1);
    }

    @Test
    void asksAgainAfterTheAnswerAndResetsWhenThereIsNone() {
        DriverSession session = new Pb840().open();
        List<String> sent = new ArrayList<>();
        for (long now = 0; now <= 6_000; now += 100) {
            tick(session, now, sent);
            if (now == 1_400) {
                session.received(ByteBuffer.wrap(new DciText().bytes()), now, _ -> {});
            }
        }
        assertThat(sent).containsExactly("0 SNDF\r", "2000 SNDF\r", "5000 RSET\r", "5000 SNDF\r");
    }

    @Test
    void blanksDashesAndOffAreNoNumbers() {
        for (String missing : List.of("", "----", "------", "OFF")) {
            assertThat(hear(new DciText().with(70, missing).bytes()).last(152_490))
                    .isEqualTo("INVALID");
        }
    }

    @Test
    void aFieldThatShouldBeANumberAndIsNoneIsGivenUpAndTheAlarmsAreNot() {
        for (String wrong : List.of("1x", "1.2.3", ".", "1 2", "1e3", "0x10", "1234567890")) {
            Heard heard = hear(
                    new DciText().bytes(),
                    new DciText().with(72, wrong).with(106, "ALARM").bytes());
            assertThat(heard.malformed()).containsExactly(new DriverEvent.Malformed("number", wrong.length()));
            assertThat(heard.last(151_884)).isEqualTo("INVALID");
            assertThat(heard.observations(152_490)).hasSize(2);
            assertThat(heard.alerts())
                    .containsExactly(new DriverEvent.DeviceAlert("apnoea", 152_490, AlertPriority.HIGH, true, true));
        }
    }

    @Test
    void aManoeuvresValueThatCannotBeReadStaysAsItWasSaid() {
        Heard heard = hear(
                new DciText().bytes(),
                new DciText().with(94, "18.0").bytes(),
                new DciText().with(94, "1x.0").bytes(),
                new DciText().with(94, "18.0").bytes());
        assertThat(heard.malformed()).hasSize(1);
        assertThat(heard.observations(152_424)).hasSize(1);
    }

    @Test
    void aManoeuvresValueOfTheFirstReportIsDoubted() {
        Heard heard = hear(
                new DciText().with(94, "18.0").bytes(),
                new DciText().with(94, "18.0").with(92, "40").bytes(),
                new DciText().with(94, "19.0").with(92, "40").bytes());
        assertThat(heard.observations(152_424))
                .extracting(Observation::validity)
                .containsExactly(Validity.QUESTIONABLE, Validity.VALID);
        assertThat(heard.observations(151_696))
                .as("there was none in the first report")
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID);
    }

    @Test
    void aLowBatteryIsAnAlarmOfItsPriorityAndACondition() {
        Heard heard = hear(new DciText().with(115, "HIGH").bytes(), new DciText().bytes());
        assertThat(heard.events())
                .contains(
                        new DriverEvent.DeviceAlert("battery-low", 0, AlertPriority.HIGH, false, true),
                        new DriverEvent.Technical(TechnicalCondition.BATTERY_LOW, true),
                        new DriverEvent.DeviceAlert("battery-low", 0, AlertPriority.MEDIUM, false, false),
                        new DriverEvent.Technical(TechnicalCondition.BATTERY_LOW, false));
    }

    @Test
    void aLostOrDoubledByteGivesUpTheReport() {
        byte[] good = new DciText().bytes();
        for (int at = 0; at < good.length - 1; at++) {
            byte[] lost = new byte[good.length - 1];
            System.arraycopy(good, 0, lost, 0, at);
            System.arraycopy(good, at + 1, lost, at, good.length - at - 1);
            assertThat(hear(lost).observations()).isEmpty();
        }
    }

    @Test
    void valuesOfAManoeuvreAreSaidWhenTheyChange() {
        Heard heard = hear(
                new DciText().bytes(),
                new DciText().with(94, "18.0").bytes(),
                new DciText().with(94, "18.0").bytes(),
                new DciText().with(94, "19.0").bytes(),
                new DciText().bytes());
        assertThat(heard.observations(152_424)).hasSize(3);
        assertThat(heard.last(152_424)).isEqualTo("INVALID");
    }

    @Test
    void alarmsHaveNamesAndTheNineEightyItsPriorities() {
        Heard heard = hear(
                new DciText()
                        .with(106, "ALARM")
                        .with(118, "LOW")
                        .with(137, "HIGH")
                        .bytes(),
                new DciText()
                        .with(106, "RESET")
                        .with(118, "NORMAL")
                        .with(137, "")
                        .bytes());
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("apnoea", 152_490, AlertPriority.HIGH, true, true),
                        new DriverEvent.DeviceAlert("minute-volume-low", 151_884, AlertPriority.LOW, true, true),
                        new DriverEvent.DeviceAlert("malfunction-A5", 0, AlertPriority.HIGH, false, true),
                        new DriverEvent.DeviceAlert("apnoea", 152_490, AlertPriority.HIGH, true, false),
                        new DriverEvent.DeviceAlert("minute-volume-low", 151_884, AlertPriority.MEDIUM, true, false),
                        new DriverEvent.DeviceAlert("malfunction-A5", 0, AlertPriority.MEDIUM, false, false));
        assertThat(hear(new DciText().with(115, "ALARM").bytes()).events())
                .contains(new DriverEvent.Technical(TechnicalCondition.BATTERY_LOW, true));
        assertThat(hear(new DciText().with(110, "PERHAPS").bytes()).malformed())
                .containsExactly(new DriverEvent.Malformed("alarm-word", 7));
    }

    @Test
    void anAlarmThatBecomesUrgentIsSaidAgain() {
        Heard heard = hear(
                new DciText().with(118, "LOW").bytes(),
                new DciText().with(118, "HIGH").bytes(),
                new DciText().with(118, "HIGH").bytes());
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("minute-volume-low", 151_884, AlertPriority.LOW, true, true),
                        new DriverEvent.DeviceAlert("minute-volume-low", 151_884, AlertPriority.HIGH, true, true));
    }

    @Test
    void aClockThatIsNoneIsNoDeviceTime() {
        for (String wrong : List.of("2:30", "25:00", "14.30", "")) {
            assertThat(hear(new DciText().with(5, wrong).bytes()).observations())
                    .isNotEmpty()
                    .allMatch(reading -> reading.deviceMillis() == Reading.NO_DEVICE_TIME);
        }
    }

    @Test
    void anAnswerThatIsNoReportIsCounted() {
        Heard heard = hear(new DciText().bytes(), "UNKNOWN COMMAND: SNDQ\r".getBytes(StandardCharsets.US_ASCII));
        assertThat(heard.malformed()).containsExactly(new DriverEvent.Malformed("unsynchronised", 21));
    }

    private static void tick(DriverSession session, long now, List<String> sent) {
        session.ticked(now, event -> {
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                sent.add(now + " " + StandardCharsets.US_ASCII.decode(bytes.duplicate()));
            }
        });
    }

    private static Heard hear(byte[]... frames) {
        return Heard.by(new Pb840(), frames);
    }
}
