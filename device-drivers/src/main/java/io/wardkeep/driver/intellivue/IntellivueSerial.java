package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Data export on the MIB/RS232 port at a fixed baud rate. */
public final class IntellivueSerial implements Driver {

    /** A driver. */
    public IntellivueSerial() {}

    @Override
    public String name() {
        return "philips-intellivue";
    }

    @Override
    public String description() {
        return "Philips IntelliVue: data export on the MIB/RS232 port (numerics, waves, alarms), 115200 8N1";
    }

    @Override
    public DriverSheet sheet() {
        return IntellivueSheet.of(
                DriverSheet.Carrier.SERIAL, List.of(SerialSetting.plain(115_200), SerialSetting.plain(19_200)));
    }

    @Override
    public long silenceMillis() {
        return IntellivueSheet.SILENCE_MILLIS;
    }

    @Override
    public DriverSession open() {
        return new SerialSession();
    }
}
