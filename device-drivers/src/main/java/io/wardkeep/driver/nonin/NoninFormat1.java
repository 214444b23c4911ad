package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Data format 1: values once a second in three bytes, no plethysmogram, no check sum. */
public final class NoninFormat1 implements Driver {

    /** A driver. */
    public NoninFormat1() {}

    @Override
    public String name() {
        return "nonin-df1";
    }

    @Override
    public String description() {
        return "Nonin OEM III, Xpod: data format 1 (SpO2, pulse rate once a second), 9600 8N1";
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Nonin data format 1 as open readers agree on it; the maker's text was not at hand",
                List.of("Nonin OEM III", "Nonin Xpod"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(),
                "",
                List.of("perfusion colour"));
    }

    @Override
    public DriverSession open() {
        return new ShortSession(ShortFrame.FORMAT_1);
    }
}
