package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/**
 * Data format 7: format 2 with sixteen bits of plethysmogram. The 9560 speaks it too, and reserves the bit that tells
 * others' sensor to be unplugged: it is not a device of this driver.
 */
public final class NoninFormat7 implements Driver {

    /** A driver. */
    public NoninFormat7() {}

    @Override
    public String name() {
        return "nonin-df7";
    }

    @Override
    public String description() {
        return "Nonin OEM III, Xpod, WristOx2: data format 7 (SpO2, pulse rate, 16-bit plethysmogram 75 Hz), 9600 8N1";
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Nonin 9560 OEM specification and technical information, data format 7",
                List.of("Nonin OEM III", "Nonin Xpod", "Nonin WristOx2 3150"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(Oximetry.PLETHYSMOGRAM.code()),
                "",
                List.of("averaging variants of SpO2 and rate", "SmartPoint", "firmware revision"));
    }

    @Override
    public DriverSession open() {
        return new PacketSession(FrameLayout.FORMAT_7);
    }
}
