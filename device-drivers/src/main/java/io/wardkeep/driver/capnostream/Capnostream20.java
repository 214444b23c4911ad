package io.wardkeep.driver.capnostream;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** CO₂ curve at 20 Hz, capnography and oximetry once a second, alarms. */
public final class Capnostream20 implements Driver {

    /** A driver. */
    public Capnostream20() {}

    @Override
    public String name() {
        return "capnostream20";
    }

    @Override
    public String description() {
        return "Capnostream 20, 20p, 35: CO2 curve, end-tidal CO2, respiration, SpO2, pulse rate, alarms";
    }

    /** Numbers come once a second. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Capnostream host protocol as public open-source drivers carry it",
                List.of("Oridion Capnostream 20, 20p", "Medtronic Capnostream 35"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(115_200)),
                false,
                DriverSheet.codes(151_708, 151_716, 151_594, Oximetry.SATURATION.code(), Oximetry.PULSE_RATE.code()),
                DriverSheet.codes(151_700),
                "every alarm bit of CO2 and oximeter, occlusion, advisories",
                List.of(
                        "CO2 in kPa or volume percent",
                        "alarm limits",
                        "no-breath seconds",
                        "IPI and Rainbow",
                        "events and trends",
                        "patient ids"));
    }

    @Override
    public DriverSession open() {
        return new CapnostreamSession();
    }
}
