package io.wardkeep.driver.contec;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContecV5Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new ContecV5();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> FingerFrames.five(60, 90 + i, 120 + i))
                .toList();
    }

    @Test
    void zeroIsNoNumberAndAWeakSignalIsDoubted() {
        assertThat(hear(FingerFrames.five(0x08, 50, 3, 0, 0)))
                .contains("value 150456 - unit 262688 INVALID at 1000", "value 149530 - unit 264864 INVALID at 1000");
        assertThat(hear(FingerFrames.five(0x02, 50, 3, 72, 98)))
                .contains("technical SIGNAL_POOR true", "value 150456 98 unit 262688 QUESTIONABLE at 1000");
    }

    @Test
    void theWarningIsForwardedOnceEachWay() {
        assertThat(hear(
                        FingerFrames.five(0x28, 50, 3, 72, 90),
                        FingerFrames.five(0x28, 50, 3, 72, 90),
                        FingerFrames.five(0x08, 50, 3, 72, 96)))
                .filteredOn(text -> text.startsWith("alarm"))
                .containsExactly(
                        "alarm spo2-dropping 150456 LOW physiological true",
                        "alarm spo2-dropping 150456 LOW physiological false");
    }

    @Test
    void aLostPacketEndsTheRunOfSamples() {
        byte[] before = FingerFrames.five(7, 98, 72);
        byte[] after = FingerFrames.five(30, 98, 72);
        byte[] cut = {(byte) 0x85, 10, 3};
        List<DriverEvent> events = new ArrayList<>();
        DriverSession session = new ContecV5().open();
        for (byte[] bytes : List.of(before, cut, after)) {
            session.received(ByteBuffer.wrap(bytes), 1_000, events::add);
        }
        assertThat(events).contains(new DriverEvent.Malformed("unsynchronised", 8));
        assertThat(events.stream()
                        .filter(event -> event instanceof DriverEvent.Measured(Waveform _))
                        .map(event -> ((Waveform) ((DriverEvent.Measured) event).reading()).length()))
                .containsExactly(7, 15);
    }

    @Test
    void withTheProbeOffTheWaveHasNoSamples() {
        byte[][] packets = IntStream.range(0, 15)
                .mapToObj(i -> FingerFrames.five(0, 64, 0x10, 255, 127))
                .toArray(byte[][]::new);
        assertThat(hear(packets))
                .anyMatch(text -> text.startsWith("wave 150452 unit 262656 period 16666666 scale 0 SENSOR_OFF")
                        && text.endsWith("[-, -, -, -, -, -, -, -, -, -, -, -, -, -, -]"));
    }

    private static List<String> hear(byte[]... packets) {
        DriverSession session = new ContecV5().open();
        List<String> events = new ArrayList<>();
        for (byte[] packet : packets) {
            session.received(ByteBuffer.wrap(packet), 1_000, event -> events.add(EventText.of(event)));
        }
        return events;
    }
}
