package io.wardkeep.driver.pb840;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Settings, measurements and alarms every two seconds. */
public final class Pb840 implements Driver {

    /** A driver. */
    public Pb840() {}

    @Override
    public String name() {
        return "pb840";
    }

    @Override
    public String description() {
        return "Puritan Bennett 840, 980: settings, measurements and alarms (DCI, MISCF)";
    }

    /** Three intervals. */
    @Override
    public long silenceMillis() {
        return 3 * DciSession.INTERVAL_MILLIS;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Puritan Bennett 840 DCI field table as public open-source drivers carry it",
                List.of("Puritan Bennett 840", "Puritan Bennett 980"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600), SerialSetting.plain(38_400), SerialSetting.plain(19_200)),
                false,
                Arrays.stream(DciNumeric.values())
                        .map(numeric -> numeric.metric().code())
                        .collect(Collectors.toCollection(TreeSet::new)),
                DriverSheet.codes(),
                "every alarm field of the report by name or number, malfunctions A5 to A85",
                List.of(
                        "mode, mandatory and spontaneous type, trigger (texts)",
                        "resistances (static and dynamic have one code)",
                        "I:E ratio (its reciprocal is told)",
                        "spontaneous volumes, end inspiratory pressure, alarm limits, other settings"));
    }

    @Override
    public DriverSession open() {
        return new DciSession();
    }
}
