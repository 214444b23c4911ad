package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Data format 8: values once a second, no plethysmogram, no check sum. */
public final class NoninFormat8 implements Driver {

    /** A driver. */
    public NoninFormat8() {}

    @Override
    public String name() {
        return "nonin-df8";
    }

    @Override
    public String description() {
        return "Nonin Xpod, WristOx2: data format 8 (SpO2, pulse rate once a second), 9600 8N1";
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Nonin Xpod and WristOx2 specifications, data format 8",
                List.of("Nonin Xpod", "Nonin WristOx2"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(),
                "",
                List.of());
    }

    @Override
    public DriverSession open() {
        return new ShortSession(ShortFrame.FORMAT_8);
    }
}
