package io.wardkeep.driver.contec;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Berry's stream: values and plethysmogram in packets of five bytes, a hundred a second. */
public final class BerryBci implements Driver {

    /** A driver. */
    public BerryBci() {}

    @Override
    public String name() {
        return "berry-bci";
    }

    @Override
    public String description() {
        return "Berry Med modules, BM1000, BM2000: BCI v1.2 (SpO2, pulse rate, plethysmogram 100 Hz), 115200 8N1";
    }

    /** Packets come a hundred times a second; the document's readers call two seconds a lost line. */
    @Override
    public long silenceMillis() {
        return 2_000;
    }

    /** The document leaves the speed to the module: the setting is the usual one. */
    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Berry BCI protocol v1.2",
                List.of("Berry Med modules", "Berry BM1000", "Berry BM2000"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(115_200), SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(Oximetry.PLETHYSMOGRAM.code()),
                "",
                List.of("pulse beep, bar graph", "Bluetooth Low Energy"));
    }

    @Override
    public DriverSession open() {
        return new FiveByteSession(FingerStream.BERRY_BCI);
    }
}
