package io.wardkeep.driver.contec;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Contec's older stream: values and plethysmogram in packets of five bytes, sixty a second. */
public final class ContecV5 implements Driver {

    /** A driver. */
    public ContecV5() {}

    @Override
    public String name() {
        return "contec-v5";
    }

    @Override
    public String description() {
        return "Contec CMS50D+, CMS50E (older): V5.0A (SpO2, pulse rate, plethysmogram 60 Hz), 4800 8O1";
    }

    /** Packets come sixty times a second; the document's readers call two seconds a lost line. */
    @Override
    public long silenceMillis() {
        return 2_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Contec communication protocol of pulse oximeter V5.0A",
                List.of("Contec CMS50D+ (older)", "Contec CMS50E (older)"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(new SerialSetting(4_800, 8, SerialSetting.Parity.ODD, 1)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(Oximetry.PLETHYSMOGRAM.code()),
                "the saturation drops",
                List.of("pulse beep, bar graph"));
    }

    @Override
    public DriverSession open() {
        return new FiveByteSession(FingerStream.CONTEC_V5);
    }
}
