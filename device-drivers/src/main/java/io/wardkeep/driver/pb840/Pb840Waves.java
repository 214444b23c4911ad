package io.wardkeep.driver.pb840;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** Flow and pressure at 50 Hz, breath by breath, from the ventilator's waveform port. */
public final class Pb840Waves implements Driver {

    /** A driver. */
    public Pb840Waves() {}

    @Override
    public String name() {
        return "pb840-waves";
    }

    @Override
    public String description() {
        return "Puritan Bennett 840, 980: flow and airway pressure at 50 Hz (waveform port)";
    }

    /** Lines come every 20 ms; a pause between two breaths is shorter. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Puritan Bennett 840 waveform text as recorded by the ventMAP project",
                List.of("Puritan Bennett 840", "Puritan Bennett 980"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(38_400)),
                true,
                DriverSheet.codes(),
                DriverSheet.codes(BreathRun.FLOW.code(), BreathRun.PRESSURE.code()),
                "",
                List.of("breath numbers (used to notice lost breaths)"));
    }

    @Override
    public DriverSession open() {
        return new BreathSession();
    }
}
