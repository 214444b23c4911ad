package io.wardkeep.driver.nonin;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Data format 13: one reading for each spot check. */
public final class NoninFormat13 implements Driver {

    /** A driver. */
    public NoninFormat13() {}

    @Override
    public String name() {
        return "nonin-df13";
    }

    @Override
    public String description() {
        return "Nonin Onyx II 9560: data format 13 (SpO2, pulse rate, one reading for each spot check), 9600 8N1";
    }

    /** Nobody measures at regular intervals with it. */
    @Override
    public long silenceMillis() {
        return ON_DEMAND;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Nonin 9560 OEM specification and technical information, data format 13",
                List.of("Nonin Onyx II 9560"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(),
                "",
                List.of(
                        "readings from the device's memory (counted as stored-reading)",
                        "choosing a format, setting the clock"));
    }

    @Override
    public DriverSession open() {
        return new SpotSession();
    }
}
