package io.wardkeep.driver.bcc;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rates, volumes and alarms of the pumps behind a SpaceCom, every two seconds. */
public final class BbraunBcc implements Driver {

    /** A driver. */
    public BbraunBcc() {}

    @Override
    public String name() {
        return "bbraun-bcc";
    }

    @Override
    public String description() {
        return "B. Braun Space and Compact plus pumps behind a SpaceCom: rates, volumes and alarms (BCC)";
    }

    /** Three intervals. */
    @Override
    public long silenceMillis() {
        return 3 * BccSession.INTERVAL_MILLIS;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "B. Braun Technical Interface Specification BCC I0022_000030 v4.0",
                List.of("B. Braun Perfusor Space", "B. Braun Infusomat Space", "B. Braun Compact plus"),
                List.of(DriverSheet.Carrier.TCP, DriverSheet.Carrier.SERIAL),
                List.of(
                        SerialSetting.plain(9_600),
                        SerialSetting.plain(19_200),
                        SerialSetting.plain(38_400),
                        SerialSetting.plain(57_600),
                        SerialSetting.plain(115_200)),
                false,
                Arrays.stream(BccNumeric.values())
                        .map(numeric -> numeric.metric().code())
                        .collect(Collectors.toCollection(TreeSet::new)),
                DriverSheet.codes(),
                "INA1 to INA16 of each pump by name and place",
                List.of(
                        "a record for each pump of several: their readings carry the pump's place and are not kept",
                        "drug names, modes and mains (texts and states)",
                        "concentration and dose rate (their unit codes are not documented)",
                        "time to end (seconds; the nomenclature has minutes)",
                        "pressure steps, syringe size, bolus settings, battery minutes"));
    }

    @Override
    public DriverSession open() {
        return new BccSession();
    }
}
