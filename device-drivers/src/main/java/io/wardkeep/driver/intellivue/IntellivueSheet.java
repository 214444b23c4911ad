package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.List;

/** What both drivers understand: the carrier is all that tells them apart. */
final class IntellivueSheet {

    /** Three of the monitor's intervals of 1.024 s. */
    static final long SILENCE_MILLIS = 3_072;

    private IntellivueSheet() {}

    static DriverSheet of(DriverSheet.Carrier carrier, List<SerialSetting> serial) {
        return new DriverSheet(
                "Philips IntelliVue Patient Monitor, Data Export Interface Programming Guide",
                List.of("Philips MP2, X2, X3", "Philips MP5, MP20 to MP90", "Philips MX100 to MX800"),
                List.of(carrier),
                serial,
                false,
                Parameters.numerics(),
                Parameters.waves(),
                "every entry of the monitor's lists of patient and technical alarms, with its priority; silenced, latched"
                        + " and inhibited ones too",
                List.of(
                        "patient demographics",
                        "choosing which waves are exported: the monitor's own choice is taken",
                        "perfusion indicator (a number without unit, where the metric is a percentage)",
                        "pressures and gases in kPa, temperatures in °F: no exact conversion",
                        "ventilator, gas-agent and pump parameters of interface modules",
                        "parameters with private identifiers, settings, enumerations",
                        "averages of 12 s to 5 min"));
    }
}
