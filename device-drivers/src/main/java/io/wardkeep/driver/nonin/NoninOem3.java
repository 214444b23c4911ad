package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Data format 2: values three times a second, plethysmogram at 75 Hz. */
public final class NoninOem3 implements Driver {

    /** A driver. */
    public NoninOem3() {}

    @Override
    public String name() {
        return "nonin-oem3";
    }

    @Override
    public String description() {
        return "Nonin OEM III, Xpod: data format 2 (SpO2, pulse rate, plethysmogram 75 Hz), 9600 8N1";
    }

    /** The document gives frames every 13 ms; existing drivers call three seconds silence. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Nonin OEM III Module specification and technical information, data format 2",
                List.of("Nonin OEM III", "Nonin Xpod"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(Oximetry.PLETHYSMOGRAM.code()),
                "",
                List.of("averaging variants of SpO2 and rate", "SmartPoint", "firmware revision", "Bluetooth"));
    }

    @Override
    public DriverSession open() {
        return new PacketSession(FrameLayout.FORMAT_2);
    }
}
