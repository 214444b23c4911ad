package io.wardkeep.driver.toy;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ToyThermometerTest extends DriverContract {

    @Override
    protected Driver driver() {
        return new ToyThermometer();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9).mapToObj(i -> frame(3_650 + i)).toList();
    }

    /** Of all drivers this one alone is in no list. */
    @Override
    protected boolean isListed() {
        return false;
    }

    @Test
    void withoutAProbeThereIsNoNumber() {
        List<String> events = new ArrayList<>();
        driver().open().received(ByteBuffer.wrap(frame(0xFFFF)), 1_000, event -> events.add(EventText.of(event)));
        assertThat(events)
                .containsExactly("technical SENSOR_OFF true", "value 150364 - unit 268192 SENSOR_OFF at 1000");
    }

    private static byte[] frame(int hundredths) {
        byte[] frame = {'T', (byte) (hundredths >> 8), (byte) hundredths, 0};
        frame[3] = (byte) (frame[0] + frame[1] + frame[2]);
        return frame;
    }
}
