package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import java.util.List;

/** Data export on the network, where the monitor answers at UDP port 24105. */
public final class IntellivueUdp implements Driver {

    /** A driver. */
    public IntellivueUdp() {}

    @Override
    public String name() {
        return "philips-intellivue-udp";
    }

    @Override
    public String description() {
        return "Philips IntelliVue: data export on the network (numerics, waves, alarms), UDP port 24105";
    }

    @Override
    public DriverSheet sheet() {
        return IntellivueSheet.of(DriverSheet.Carrier.UDP, List.of());
    }

    @Override
    public long silenceMillis() {
        return IntellivueSheet.SILENCE_MILLIS;
    }

    @Override
    public DriverSession open() {
        return new DatagramSession();
    }
}
