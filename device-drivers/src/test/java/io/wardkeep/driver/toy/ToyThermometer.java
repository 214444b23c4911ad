package io.wardkeep.driver.toy;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** A thermometer of four bytes a second. */
public final class ToyThermometer implements Driver {

    @Override
    public String name() {
        return "toy-thermometer";
    }

    @Override
    public String description() {
        return "Toy thermometer: body temperature once a second, 9600 8N1";
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "docs/howto-driver.md",
                List.of("Toy TT-1"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(ToySession.TEMPERATURE.code()),
                DriverSheet.codes(),
                "",
                List.of());
    }

    @Override
    public DriverSession open() {
        return new ToySession();
    }
}
