package io.wardkeep.driver.intellivue;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Six minutes of a real monitor, against what an independent script read from them. */
class IntellivueRecordingTest {

    private static final long NOW = 1_800_000_000_000L;
    private static final int FRAMES = 1_732;

    /** The perfusion indicator is left out: its unit is none. */
    private static final String PERFUSION = "0x4BB0";

    private static final Map<String, Integer> CODES = Map.ofEntries(
            Map.entry("0x4A05", 150_021),
            Map.entry("0x4A06", 150_022),
            Map.entry("0x4A07", 150_023),
            Map.entry("0x4182", 147_842),
            Map.entry("0x0301", 131_841),
            Map.entry("0x0302", 131_842),
            Map.entry("0x033D", 131_901),
            Map.entry("0x033E", 131_902),
            Map.entry("0x033F", 131_903),
            Map.entry("0x0340", 131_904),
            Map.entry("0x0343", 131_927),
            Map.entry("0x034B", 131_931),
            Map.entry("0x4261", 148_066),
            Map.entry("0x4BB8", 150_456),
            Map.entry("0x4822", 149_530),
            Map.entry("0x0102", 131_330),
            Map.entry("0x0143", 131_415),
            Map.entry("0x013E", 131_390));

    /** What followed from one frame. */
    private record Heard(List<DriverEvent> events) {

        List<Observation> observations() {
            return readings(Observation.class);
        }

        List<Waveform> waveforms() {
            return readings(Waveform.class);
        }

        private <R extends Reading> List<R> readings(Class<R> kind) {
            return events.stream()
                    .filter(DriverEvent.Measured.class::isInstance)
                    .map(event -> ((DriverEvent.Measured) event).reading())
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        }
    }

    /** Frame by frame; they end with C1 alone. */
    private static List<Heard> heard(int firstFrame) throws IOException {
        byte[] bytes = Recording.serial();
        DriverSession session = new IntellivueSerial().open();
        List<Heard> heard = new ArrayList<>();
        int from = 0;
        for (int at = 0; at < bytes.length; at++) {
            if ((bytes[at] & 0xFF) == 0xC1) {
                List<DriverEvent> events = new ArrayList<>();
                if (heard.size() >= firstFrame) {
                    session.received(ByteBuffer.wrap(bytes, from, at + 1 - from), NOW, events::add);
                }
                heard.add(new Heard(events));
                from = at + 1;
            }
        }
        return heard;
    }

    @Test
    void everyFramePassesItsCheck() throws IOException {
        List<Heard> heard = heard(0);
        assertThat(heard).hasSize(FRAMES);
        assertThat(heard)
                .allSatisfy(frame -> assertThat(frame.events()).noneMatch(DriverEvent.Malformed.class::isInstance));
    }

    @Test
    void numbersAreTheExpectedOnesInTheirOrder() throws IOException {
        List<Heard> heard = heard(0);
        List<String> said = new ArrayList<>();
        for (int frame = 0; frame < heard.size(); frame++) {
            for (Observation observation : heard.get(frame).observations()) {
                said.add(frame + " " + observation.deviceMillis() + " " + observation.code() + " "
                        + (observation.validity().hasValue() ? observation.value() : observation.validity()));
            }
        }
        List<String> expected = new ArrayList<>();
        for (String[] row : Recording.table("expected_numerics_part1.csv")) {
            if (!row[5].equals(PERFUSION)) {
                expected.add(row[0] + " " + Long.parseLong(row[1]) / 8 + " " + CODES.get(row[5]) + " " + value(row));
            }
        }
        assertThat(said).hasSize(3_456 - 216).isEqualTo(expected);
    }

    /** ST is told in millimetres of paper and kept in millivolts. */
    private static String value(String[] row) {
        if (row[8].equals("NaN")) {
            return Validity.INVALID.toString();
        }
        BigDecimal number = new BigDecimal(row[8]);
        return row[7].equals("0x0512") ? Decimal.of(number.movePointLeft(1)).toString() : number.toPlainString();
    }

    @Test
    void electrocardiogramIsTheExpectedOneSampleBySample() throws IOException {
        List<Heard> heard = heard(0);
        int samples = 0;
        for (String[] row : Recording.table("expected_ecg_first60msgs_part1.csv")) {
            Waveform wave = heard.get(Integer.parseInt(row[0])).waveforms().stream()
                    .filter(candidate -> candidate.code() == Objects.requireNonNull(CODES.get(row[2])))
                    .findFirst()
                    .orElseThrow();
            int sample = wave.sample(Integer.parseInt(row[4]));
            assertThat(BigDecimal.valueOf(sample, wave.scale())).isEqualByComparingTo(row[6]);
            assertThat(wave.deviceMillis()).isEqualTo(Long.parseLong(row[1]) / 8);
            samples++;
        }
        assertThat(samples).isEqualTo(60 * 3 * 64);
    }

    @Test
    void wavesHaveTheirRateAndNoHole() throws IOException {
        List<Waveform> waves =
                heard(0).stream().flatMap(frame -> frame.waveforms().stream()).toList();
        assertThat(waves).hasSize(859 * 4);
        for (Waveform wave : waves) {
            boolean pleth = wave.code() == 150_452;
            assertThat(wave.periodNanos()).isEqualTo(pleth ? 8_000_000 : 4_000_000);
            assertThat(wave.length()).isEqualTo(pleth ? 32 : 64);
            assertThat(wave.validity()).isEqualTo(Validity.VALID);
        }
    }

    @Test
    void aLostFrameIsAHoleInTheWaves() throws IOException {
        byte[] bytes = Recording.serial();
        DriverSession session = new IntellivueSerial().open();
        List<DriverEvent> events = new ArrayList<>();
        int frame = 0;
        for (byte octet : bytes) {
            if (frame != 19) {
                session.received(ByteBuffer.wrap(new byte[] {octet}), NOW, events::add);
            }
            frame += (octet & 0xFF) == 0xC1 ? 1 : 0;
            if (frame > 30) {
                break;
            }
        }
        List<Waveform> holes = new Heard(events)
                .waveforms().stream()
                        .filter(wave -> wave.validity() == Validity.INVALID)
                        .toList();
        assertThat(holes).extracting(Waveform::code).containsExactly(131_330, 131_415, 131_390, 150_452);
        assertThat(holes.getFirst().length()).isEqualTo(64);
        assertThat(holes.getFirst().sample(0)).isEqualTo(Waveform.MISSING);
        assertThat(holes.getFirst().deviceMillis()).isEqualTo(1_966_080 / 8);
    }

    @Test
    void beginsInTheMiddle() throws IOException {
        List<Heard> whole = heard(0);
        List<Heard> late = heard(1_000);
        assertThat(late.subList(1_020, FRAMES).stream()
                        .mapToInt(frame -> frame.events().size())
                        .sum())
                .isEqualTo(whole.subList(1_020, FRAMES).stream()
                        .mapToInt(frame -> frame.events().size())
                        .sum());
    }

    @Test
    void monitorSaysWhoItIs() throws IOException {
        assertThat(heard(0).stream().flatMap(frame -> frame.events().stream()))
                .contains(new DriverEvent.Identity("Philips M8000", "0009FB029E18", ""));
    }

    @Test
    void anOfferToConnectOnTheNetworkTellsTheProduct() throws IOException {
        StringBuilder hex = new StringBuilder();
        for (String line : Recording.lines("udp_connect_indication_hexdump.txt")) {
            hex.append(line.substring(4).replace(" ", ""));
        }
        byte[] packet = HexFormat.of().parseHex(hex);
        // Ethernet, IP and UDP have 14, 20 and 8 octets of their own.
        List<DriverEvent> events = new ArrayList<>();
        new IntellivueUdp().open().received(ByteBuffer.wrap(packet, 42, packet.length - 42), NOW, events::add);
        assertThat(events).containsExactly(new DriverEvent.Identity("Philips 866062", "DE351A4061", "L.01.18"));
    }
}
