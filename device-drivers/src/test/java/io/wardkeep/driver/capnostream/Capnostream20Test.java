package io.wardkeep.driver.capnostream;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.Heard;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Capnostream20Test extends DriverContract {

    private static final int END_TIDAL = 4;
    private static final int INSPIRED = 5;
    private static final int RESPIRATION = 6;
    private static final int SATURATION = 7;
    private static final int PULSE = 8;
    private static final int CO2_ALARMS = 13;
    private static final int OXIMETER_ALARMS = 14;
    private static final int UNIT = 25;
    private static final int EXTENDED = 26;

    @Override
    protected Driver driver() {
        return new Capnostream20();
    }

    /** Seconds: the numbers and five samples. */
    @Override
    protected List<byte[]> frames() {
        List<byte[]> frames = new ArrayList<>();
        for (int second = 0; second < 10; second++) {
            ByteArrayOutputStream frame = new ByteArrayOutputStream();
            frame.writeBytes(CapnostreamFrames.numbers(END_TIDAL, 30 + second));
            for (int sample = 0; sample < 5; sample++) {
                frame.writeBytes(CapnostreamFrames.sample(5 * second + sample, 30, 0x80, 0));
            }
            frames.add(frame.toByteArray());
        }
        return frames;
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return Stream.of("85010100", "85010405", "85010607")
                .anyMatch(HexFormat.of().formatHex(sent)::equals);
    }

    @Test
    void theWorkedMessagesMeanWhatTheSheetSays() {
        Heard heard = hear(CapnostreamFrames.NUMBERS);
        assertThat(heard.last(151_708)).isEqualTo("38");
        assertThat(heard.last(151_716)).isEqualTo("0");
        assertThat(heard.last(151_594)).isEqualTo("14");
        assertThat(heard.last(150_456)).isEqualTo("97");
        assertThat(heard.last(149_530)).isEqualTo("72");
        assertThat(heard.observations()).allMatch(observation -> observation.deviceMillis() == 1_710_513_015_000L);
        assertThat(CapnostreamFrames.numbers()).isEqualTo(CapnostreamFrames.NUMBERS);
        assertThat(CapnostreamFrames.sample(5, 0x25, 0x80, 0)).isEqualTo(CapnostreamFrames.SAMPLE);
    }

    @Test
    void fiveSamplesAreARunAtTwentyHertz() {
        Heard heard = hear(
                CapnostreamFrames.NUMBERS,
                CapnostreamFrames.sample(4, 0, 1, 0),
                CapnostreamFrames.SAMPLE,
                CapnostreamFrames.sample(6, 38, 0xFF, 0x08),
                CapnostreamFrames.sample(7, 0x85, 0, 0),
                CapnostreamFrames.sample(8, 99, 0, 0x01));
        assertThat(heard.waves()).hasSize(1);
        Waveform run = heard.waves().getFirst();
        assertThat(run.periodNanos()).isEqualTo(50_000_000);
        assertThat(run.scale()).isEqualTo(3);
        assertThat(IntStream.range(0, 5).map(run::sample))
                .containsExactly(4, 37_500, 38_996, 133_000, Waveform.MISSING);
    }

    @Test
    void everyFractionOfTheDeviceCanBeHadBackFromItsThousandths() {
        for (int value = 0; value <= 0xFFFF; value += 1) {
            int thousandths = (value * 1_000 + 128) / 256;
            assertThat(Math.round(thousandths * 256 / 1_000.0)).isEqualTo(value);
        }
    }

    @Test
    void lostSamplesEndTheRunAndAreCounted() {
        Heard heard = hear(
                CapnostreamFrames.NUMBERS,
                CapnostreamFrames.sample(254, 10, 0, 0),
                CapnostreamFrames.sample(255, 11, 0, 0),
                CapnostreamFrames.sample(2, 14, 0, 0));
        assertThat(heard.waves()).hasSize(1);
        assertThat(heard.waves().getFirst().length()).isEqualTo(2);
        assertThat(heard.malformed()).containsExactly(new DriverEvent.Malformed("lost-sample", 16));
    }

    @Test
    void greetsStartsAndKeepsTheLinkAlive() {
        DriverSession session = new Capnostream20().open();
        List<String> sent = new ArrayList<>();
        tick(session, 0, sent);
        byte[] who = CapnostreamFrames.framed(
                4, "V03.12 11/02/2012 B312345678  ".chars().toArray());
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(who), 50, events::add);
        assertThat(events).containsExactly(new DriverEvent.Identity("Capnostream", "B312345678", "V03.12"));
        for (long now = 100; now <= 4_900; now += 100) {
            tick(session, now, sent);
            session.received(ByteBuffer.wrap(CapnostreamFrames.SAMPLE), now, _ -> {});
        }
        assertThat(sent).containsExactly("85010100", "85010405");
        for (long now = 5_000; now <= 10_000; now += 100) {
            tick(session, now, sent);
            session.received(ByteBuffer.wrap(CapnostreamFrames.SAMPLE), now, _ -> {});
        }
        assertThat(sent).containsExactly("85010100", "85010405", "85010607");
        for (long now = 10_100; now <= 20_000; now += 100) {
            tick(session, now, sent);
        }
        assertThat(sent.subList(3, sent.size())).containsExactly("85010607", "85010100");
    }

    @Test
    void missingNumbersAndZeroesAreNoValues() {
        Heard heard = hear(CapnostreamFrames.numbers(
                END_TIDAL, 0xFF, INSPIRED, 0xFF, RESPIRATION, 0xFF, SATURATION, 0xFF, PULSE, 0xFF));
        assertThat(heard.observations()).extracting(Observation::validity).containsOnly(Validity.INVALID);
        assertThat(hear(CapnostreamFrames.numbers(SATURATION, 0)).last(150_456)).isEqualTo("INVALID");
        assertThat(hear(CapnostreamFrames.numbers(PULSE, 0)).last(149_530)).isEqualTo("INVALID");
        assertThat(hear(CapnostreamFrames.numbers(RESPIRATION, 0)).last(151_594))
                .isEqualTo("0");
    }

    @Test
    void withoutAFilterLineThereIsNoCarbonDioxide() {
        Heard heard = hear(CapnostreamFrames.sample(1, 0, 0, 0x40), CapnostreamFrames.NUMBERS);
        assertThat(heard.last(151_708)).isEqualTo("SENSOR_OFF");
        assertThat(heard.last(151_594)).isEqualTo("SENSOR_OFF");
        assertThat(heard.last(150_456)).isEqualTo("97");
        assertThat(heard.events()).contains(new DriverEvent.Technical(TechnicalCondition.SENSOR_UNPLUGGED, true));
    }

    @Test
    void withoutAFingerThereIsNoSaturation() {
        Heard heard = hear(CapnostreamFrames.numbers(OXIMETER_ALARMS, 0x20));
        assertThat(heard.last(150_456)).isEqualTo("SENSOR_OFF");
        assertThat(heard.last(151_708)).isEqualTo("38");
        assertThat(heard.events())
                .contains(
                        new DriverEvent.Technical(TechnicalCondition.SENSOR_OFF, true),
                        new DriverEvent.Technical(TechnicalCondition.SENSOR_UNPLUGGED, false));
    }

    @Test
    void anotherUnitThanMmhgIsCountedAndLeftOut() {
        byte[] kilopascal = CapnostreamFrames.numbers(UNIT, 2);
        Heard heard = hear(kilopascal, CapnostreamFrames.SAMPLE);
        assertThat(heard.observations(151_708)).isEmpty();
        assertThat(heard.last(151_594)).isEqualTo("14");
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.events())
                .contains(
                        new DriverEvent.LeftOut("151708 in another unit"),
                        new DriverEvent.LeftOut("151716 in another unit"));
        assertThat(hear(CapnostreamFrames.NUMBERS, kilopascal, kilopascal).observations(151_708))
                .extracting(Observation::validity)
                .containsExactly(Validity.VALID, Validity.INVALID);
    }

    @Test
    void aShiftedFrameIsGivenUp() {
        byte[] shifted = CapnostreamFrames.numbers(RESPIRATION, 0, SATURATION, 14, PULSE, 97);
        assertThat(hear(CapnostreamFrames.NUMBERS, shifted).observations(149_530))
                .hasSize(1);
        assertThat(hear(CapnostreamFrames.NUMBERS, shifted).malformed())
                .containsExactly(new DriverEvent.Malformed("shifted", 31));
        assertThat(hear(CapnostreamFrames.numbers(UNIT, 50)).malformed())
                .containsExactly(new DriverEvent.Malformed("unit", 31));
    }

    @Test
    void aSaturationThatEqualsTheRespirationIsNoSignByItself() {
        byte[] equal = CapnostreamFrames.numbers(RESPIRATION, 70, SATURATION, 70, OXIMETER_ALARMS, 0x04);
        Heard heard = hear(CapnostreamFrames.numbers(RESPIRATION, 70, SATURATION, 85), equal, equal, equal);
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.last(150_456)).isEqualTo("70");
        assertThat(heard.alerts())
                .contains(new DriverEvent.DeviceAlert("spo2-low", 150_456, AlertPriority.MEDIUM, true, true));
    }

    @Test
    void aFrameThatLooksShiftedIsBelievedWhenItStaysSo() {
        byte[] fallen = CapnostreamFrames.numbers(RESPIRATION, 40, SATURATION, 40, CO2_ALARMS, 0x08);
        Heard heard = hear(CapnostreamFrames.numbers(RESPIRATION, 40), fallen, fallen, fallen);
        assertThat(heard.malformed()).containsExactly(new DriverEvent.Malformed("shifted", 31));
        assertThat(heard.observations(150_456)).hasSize(3);
        assertThat(heard.last(150_456)).isEqualTo("40");
        assertThat(heard.alerts()).hasSize(1);
    }

    @Test
    void noPatientIsNoShiftedFrame() {
        byte[] zero = CapnostreamFrames.numbers(RESPIRATION, 0, SATURATION, 0, PULSE, 0, CO2_ALARMS, 0x01);
        Heard heard = hear(CapnostreamFrames.NUMBERS, zero, zero, zero);
        assertThat(heard.malformed()).isEmpty();
        assertThat(heard.last(151_594)).isEqualTo("0");
        assertThat(heard.alerts()).hasSize(1);
    }

    @Test
    void theRespirationOfAFrameThatWasGivenUpIsNotRemembered() {
        byte[] shifted = CapnostreamFrames.numbers(RESPIRATION, 97, SATURATION, 14, PULSE, 97);
        assertThat(hear(CapnostreamFrames.NUMBERS, shifted, CapnostreamFrames.NUMBERS)
                        .observations(150_456))
                .hasSize(2);
    }

    @Test
    void whatTheOximeterSaysOfItsSensorIsForwardedWhateverTheFilterLine() {
        Heard heard = hear(
                CapnostreamFrames.sample(1, 0, 0, 0x40),
                CapnostreamFrames.numbers(OXIMETER_ALARMS, 0x20),
                CapnostreamFrames.numbers(OXIMETER_ALARMS, 0x40));
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("spo2-sensor-off", 0, AlertPriority.LOW, false, true),
                        new DriverEvent.DeviceAlert("spo2-sensor-off", 0, AlertPriority.LOW, false, false),
                        new DriverEvent.DeviceAlert("spo2-sensor-disconnected", 0, AlertPriority.LOW, false, true));
    }

    @Test
    void alarmsBeginAndEnd() {
        Heard heard = hear(
                CapnostreamFrames.numbers(CO2_ALARMS, 0x01 | 0x40, OXIMETER_ALARMS, 0x04), CapnostreamFrames.NUMBERS);
        assertThat(heard.alerts())
                .containsExactly(
                        new DriverEvent.DeviceAlert("no-breath", 151_594, AlertPriority.HIGH, true, true),
                        new DriverEvent.DeviceAlert("co2-alarm-bit-6", 0, AlertPriority.LOW, false, true),
                        new DriverEvent.DeviceAlert("spo2-low", 150_456, AlertPriority.MEDIUM, true, true),
                        new DriverEvent.DeviceAlert("no-breath", 151_594, AlertPriority.HIGH, true, false),
                        new DriverEvent.DeviceAlert("co2-alarm-bit-6", 0, AlertPriority.LOW, false, false),
                        new DriverEvent.DeviceAlert("spo2-low", 150_456, AlertPriority.MEDIUM, true, false));
        assertThat(hear(CapnostreamFrames.numbers(EXTENDED, 0x80)).events())
                .contains(new DriverEvent.Technical(TechnicalCondition.BATTERY_LOW, true));
    }

    @Test
    void noFlippedBitOfTheNumbersBecomesAValue() {
        byte[] good = CapnostreamFrames.NUMBERS;
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(hear(bad).observations()).isEmpty();
        }
    }

    private static void tick(DriverSession session, long now, List<String> sent) {
        session.ticked(now, event -> {
            if (event instanceof DriverEvent.Transmit(ByteBuffer bytes)) {
                byte[] octets = new byte[bytes.remaining()];
                bytes.duplicate().get(octets);
                sent.add(HexFormat.of().formatHex(octets));
            }
        });
    }

    private static Heard hear(byte[]... frames) {
        return Heard.by(new Capnostream20(), frames);
    }
}
