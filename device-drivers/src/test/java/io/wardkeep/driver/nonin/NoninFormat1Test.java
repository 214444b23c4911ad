package io.wardkeep.driver.nonin;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.TechnicalCondition;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NoninFormat1Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new NoninFormat1();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> new byte[] {(byte) 0x80, (byte) (70 + i), 98})
                .toList();
    }

    @Test
    void aSensorThatIsNotPluggedInMakesNoNumbers() {
        List<DriverEvent> events = new ArrayList<>();
        new NoninFormat1().open().received(ByteBuffer.wrap(new byte[] {(byte) 0xC3, 0x7F, 0x7F}), 1_000, events::add);
        assertThat(events)
                .contains(new DriverEvent.Technical(TechnicalCondition.SENSOR_UNPLUGGED, true))
                .filteredOn(DriverEvent.Measured.class::isInstance)
                .hasSize(2)
                .allMatch(event -> event instanceof DriverEvent.Measured(Observation observation)
                        && observation.validity() == Validity.SENSOR_OFF);
    }
}
