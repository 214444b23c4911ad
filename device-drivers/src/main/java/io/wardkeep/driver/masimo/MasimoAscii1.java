package io.wardkeep.driver.masimo;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** One line a second with SpO2, pulse rate and perfusion index. */
public final class MasimoAscii1 implements Driver {

    /** A driver. */
    public MasimoAscii1() {}

    @Override
    public String name() {
        return "masimo-ascii1";
    }

    @Override
    public String description() {
        return "Masimo Radical-7, Rad-8, Root dock: ASCII 1 (SpO2, pulse rate, perfusion index), 9600 8N1";
    }

    /** Existing drivers call five seconds without a line a lost link; three intervals are three. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Masimo Rad-8 operator's manual, serial output ASCII 1",
                List.of("Masimo Radical-7", "Masimo Rad-8", "Masimo Root dock"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(
                        Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code(), Oximetry.PERFUSION_INDEX.code()),
                DriverSheet.codes(),
                "SpO2 and pulse rate limits by name, other alarm bits by number, an active alarm without a bit",
                List.of("SpCO, SpMet, SpHb, PVI", "trend dumps (counted as trend-record)", "ASCII 2 and 3", "IAP"));
    }

    @Override
    public DriverSession open() {
        return new Ascii1Session();
    }
}
