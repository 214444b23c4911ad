package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

class IntellivueUdpTest extends DriverContract {

    @Override
    protected Driver driver() {
        return new IntellivueUdp();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(number ->
                        MonitorMessages.bytes(MonitorMessages.beat(number).toArray(byte[][]::new)))
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return Sent.isPollOrHandshake(HexFormat.of().formatHex(sent));
    }
}
