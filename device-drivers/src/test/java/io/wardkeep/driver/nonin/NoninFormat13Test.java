package io.wardkeep.driver.nonin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoninFormat13Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new NoninFormat13();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> NoninFrames.spot(0x0200, 60 + 40 * i, 90 + i))
                .toList();
    }

    @Test
    void aReadingFromMemoryIsNotMeasuredNow() {
        assertThat(hear(NoninFrames.spot(0x0210, 72, 98)))
                .containsExactly("technical BATTERY_LOW false", "left out stored-reading");
    }

    @Test
    void aSpotCheckWithoutAMeasurementHasNoNumbers() {
        assertThat(hear(NoninFrames.spot(0x0101, 72, 98)))
                .containsExactly(
                        "technical BATTERY_LOW true",
                        "value 150456 - unit 262688 INVALID at 1000 device 1710513015000",
                        "value 149530 - unit 264864 INVALID at 1000 device 1710513015000");
    }

    @Test
    void aClockThatIsNoneIsLeftOut() {
        byte[] frame = NoninFrames.spot(0x0200, 72, 98);
        frame[8] = 0x13;
        frame[20] = (byte) (frame[20] + 0x13 - 0x03);
        assertThat(hear(frame)).contains("value 150456 98 unit 262688 VALID at 1000");
    }

    @Test
    void whatDoesNotEndIsGivenUpAfterASecond() {
        DriverSession session = new NoninFormat13().open();
        List<DriverEvent> events = new ArrayList<>();
        session.received(ByteBuffer.wrap(NoninFrames.spot(0x0200, 72, 98)), 1_000, events::add);
        events.clear();
        session.received(ByteBuffer.wrap(NoninFrames.spot(0x0200, 72, 98), 0, 15), 2_000, events::add);
        session.ticked(3_000, events::add);
        assertThat(events).isEmpty();
        session.ticked(3_001, events::add);
        assertThat(events).containsExactly(new DriverEvent.Malformed("truncated", 15));
    }

    @Test
    void theDocumentsFrameMeansWhatItSays() {
        assertThat(hear(HexFormat.of().parseHex("0002000d000e20240315143015000200004800626103")))
                .containsExactly(
                        "technical BATTERY_LOW false",
                        "value 150456 98 unit 262688 VALID at 1000 device 1710513015000",
                        "value 149530 72 unit 264864 VALID at 1000 device 1710513015000");
    }

    private static List<String> hear(byte[] bytes) {
        List<String> events = new ArrayList<>();
        new NoninFormat13().open().received(ByteBuffer.wrap(bytes), 1_000, event -> events.add(EventText.of(event)));
        return events;
    }
}
