package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import java.util.List;
import java.util.stream.IntStream;

class NoninFormat8Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new NoninFormat8();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> new byte[] {(byte) 0x80, (byte) (70 + i), 98, 0x20})
                .toList();
    }
}
