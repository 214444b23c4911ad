package io.wardkeep.driver.nonin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoninFormat7Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new NoninFormat7();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(timer -> NoninFrames.packet16(timer, 97, 300, 0))
                .toList();
    }

    @Test
    void plethHasSixteenBits() {
        List<DriverEvent> events = new ArrayList<>();
        new NoninFormat7().open().received(ByteBuffer.wrap(NoninFrames.packet16(1, 98, 72, 0)), 1_000, events::add);
        assertThat(events)
                .filteredOn(event -> event instanceof DriverEvent.Measured(Waveform wave)
                        && wave.length() == 25
                        && wave.sample(0) == 4_660
                        && wave.sample(24) == 4_660 + 24 * 1_000)
                .hasSize(1);
    }

    @Test
    void aDeviceThatReservesTheBitOfAnUnpluggedSensorIsNotListed() {
        assertThat(driver().sheet().devices()).noneMatch(device -> device.contains("9560"));
    }

    @Test
    void noFlippedBitBecomesAValue() {
        byte[] good = NoninFrames.packet16(1, 98, 72, 0);
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            List<DriverEvent> events = new ArrayList<>();
            new NoninFormat7().open().received(ByteBuffer.wrap(bad), 1_000, events::add);
            assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
        }
    }

    @Test
    void aFrameOfFormatTwoIsNoneOfFormatSeven() {
        List<DriverEvent> events = new ArrayList<>();
        new NoninFormat7().open().received(ByteBuffer.wrap(NoninFrames.packet(1, 98, 72, 0)), 1_000, events::add);
        assertThat(events).noneMatch(DriverEvent.Measured.class::isInstance);
    }
}
