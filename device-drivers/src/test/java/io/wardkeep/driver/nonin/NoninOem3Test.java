package io.wardkeep.driver.nonin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class NoninOem3Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new NoninOem3();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(timer -> NoninFrames.packet(timer, 97, 300, 0))
                .toList();
    }

    @Test
    void noFlippedBitBecomesAValue() {
        byte[] good = NoninFrames.packet(1, 98, 72, 0);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(observations(hear(bad))).isEmpty();
        }
    }

    @Test
    void everyPacketIsOneBlockOfTwentyFiveSamplesAtSeventyFiveHertz() {
        List<Waveform> waves = waves(hear(NoninFrames.worked()));
        assertThat(waves).hasSize(1);
        assertThat(waves.getFirst().length()).isEqualTo(25);
        assertThat(waves.getFirst().sample(0)).isEqualTo(100);
        assertThat(waves.getFirst().periodNanos()).isEqualTo(13_333_333);
    }

    @Test
    void lostPacketsAreCountedByThePacketCounter() {
        List<DriverEvent> events = hear(NoninFrames.packet(16_383, 98, 72, 0), NoninFrames.packet(2, 98, 72, 0));
        assertThat(events).contains(new DriverEvent.Malformed("lost-packet", 2 * 125));
    }

    @Test
    void aDeviceThatStartsAnewHasLostNothing() {
        List<DriverEvent> events = hear(NoninFrames.packet(9_000, 98, 72, 0), NoninFrames.packet(0, 98, 72, 0));
        assertThat(events).noneMatch(DriverEvent.Malformed.class::isInstance);
    }

    @Test
    void aBrokenFrameCostsItsPacketAndIsNotCountedAsLostToo() {
        byte[] broken = NoninFrames.packet(2, 98, 72, 0);
        broken[62]++;
        List<DriverEvent> events = hear(NoninFrames.packet(1, 98, 72, 0), broken, NoninFrames.packet(3, 98, 72, 0));
        assertThat(events.stream().filter(DriverEvent.Malformed.class::isInstance))
                .containsExactly(
                        new DriverEvent.Malformed("partial-packet", 60), new DriverEvent.Malformed("checksum", 5));
        assertThat(waves(events)).hasSize(2);
    }

    @Test
    void unchangedValuesAreSaidOnceASecondAndChangedOnesAtOnce() {
        List<byte[]> packets = new ArrayList<>();
        for (int timer = 0; timer < 9; timer++) {
            packets.add(NoninFrames.packet(timer, timer < 8 ? 98 : 97, 72, 0));
        }
        List<Observation> saturations = observations(hear(packets.toArray(byte[][]::new))).stream()
                .filter(observation -> observation.code() == 150_456)
                .toList();
        assertThat(saturations).hasSize(4);
        assertThat(saturations.getLast().value().mantissa()).isEqualTo(97);
    }

    @Test
    void valuesHeldAfterTheFingerLeftAreQuestionableAndThenGone() {
        List<Observation> held = observations(hear(NoninFrames.packet(1, 98, 72, 0x08)));
        assertThat(held).extracting(Observation::validity).containsOnly(Validity.QUESTIONABLE);
        List<Observation> gone = observations(hear(NoninFrames.packet(1, 127, 511, 0x08)));
        assertThat(gone).extracting(Observation::validity).containsOnly(Validity.SENSOR_OFF);
    }

    @Test
    void zeroAndNumbersBeyondReasonAreNoValues() {
        assertThat(observations(hear(NoninFrames.packet(1, 0, 0, 0))))
                .extracting(Observation::validity)
                .containsOnly(Validity.INVALID);
        assertThat(observations(hear(NoninFrames.packet(1, 101, 351, 0))))
                .extracting(Observation::validity)
                .containsOnly(Validity.IMPLAUSIBLE);
    }

    private static List<DriverEvent> hear(byte[]... packets) {
        DriverSession session = new NoninOem3().open();
        List<DriverEvent> events = new ArrayList<>();
        for (byte[] packet : packets) {
            session.received(ByteBuffer.wrap(packet), 1_000, events::add);
        }
        return events;
    }

    private static List<Observation> observations(List<DriverEvent> events) {
        return events.stream()
                .flatMap(event -> event instanceof DriverEvent.Measured(Observation observation)
                        ? Stream.of(observation)
                        : Stream.empty())
                .toList();
    }

    private static List<Waveform> waves(List<DriverEvent> events) {
        return events.stream()
                .flatMap(event ->
                        event instanceof DriverEvent.Measured(Waveform wave) ? Stream.of(wave) : Stream.empty())
                .toList();
    }
}
