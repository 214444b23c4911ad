package io.wardkeep.driver.contec;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BerryBciTest extends DriverContract {

    @Override
    protected Driver driver() {
        return new BerryBci();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> FingerFrames.five(100, 90 + i, 120 + i))
                .toList();
    }

    @Test
    void aZeroOfThePlethIsNoSample() {
        DriverSession session = new BerryBci().open();
        List<String> events = new ArrayList<>();
        for (int packet = 0; packet < 25; packet++) {
            byte[] bytes = FingerFrames.five(0x05, packet % 2 == 0 ? 0 : 50, 3, 72, 98);
            session.received(ByteBuffer.wrap(bytes), 1_000, event -> events.add(EventText.of(event)));
        }
        assertThat(events)
                .anyMatch(text -> text.startsWith("wave 150452 unit 262656 period 10000000 scale 0 VALID")
                        && text.contains("[-, 50, -, 50"));
    }

    @Test
    void anUnpluggedProbeIsToldAndMakesNoNumbers() {
        List<String> events = new ArrayList<>();
        new BerryBci()
                .open()
                .received(
                        ByteBuffer.wrap(FingerFrames.five(0x25, 50, 3, 72, 98)),
                        1_000,
                        event -> events.add(EventText.of(event)));
        assertThat(events)
                .contains(
                        "technical SENSOR_UNPLUGGED true",
                        "technical SENSOR_OFF true",
                        "value 150456 - unit 262688 SENSOR_OFF at 1000")
                .noneMatch(text -> text.startsWith("alarm"));
    }
}
