package io.wardkeep.driver.contec;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Contec's newer stream, asked for: values, perfusion index and plethysmogram in packets of nine bytes. */
public final class ContecV7 implements Driver {

    /** A driver. */
    public ContecV7() {}

    @Override
    public String name() {
        return "contec-v7";
    }

    @Override
    public String description() {
        return "Contec CMS50D+, CMS50E/F/EW/IW, CMS60: V7.0 (SpO2, pulse rate, perfusion index, plethysmogram 60 Hz),"
                + " 115200 8N1";
    }

    /** The document calls two seconds a lost line. */
    @Override
    public long silenceMillis() {
        return 2_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Contec communication protocol of pulse oximeter V7.0",
                List.of("Contec CMS50D+ (newer)", "Contec CMS50E, CMS50F, CMS50EW, CMS50IW", "Contec CMS60"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(115_200)),
                false,
                DriverSheet.codes(
                        Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code(), Oximetry.PERFUSION_INDEX.code()),
                DriverSheet.codes(Oximetry.PLETHYSMOGRAM.code()),
                "saturation low",
                List.of("stored measurements", "users, clock", "device id", "pulse beep, bar graph"));
    }

    @Override
    public DriverSession open() {
        return new NineByteSession();
    }
}
