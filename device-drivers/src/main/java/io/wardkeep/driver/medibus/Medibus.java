package io.wardkeep.driver.medibus;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Ventilators and anaesthesia machines of Draeger: measured values, settings, alarms once a second, and curves. */
public final class Medibus implements Driver {

    /** A driver. */
    public Medibus() {}

    @Override
    public String name() {
        return "medibus";
    }

    @Override
    public String description() {
        return "Draeger Evita family, Savina and others: MEDIBUS (ventilation, CO2, alarms, real-time curves), 19200 8E1";
    }

    /** Polled once a second. */
    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "Draeger RS 232 MEDIBUS protocol definition (90 28 258) and MEDIBUS for Evita devices (90 28 329)",
                List.of(
                        "Draeger Evita, Evita 2, Evita 2 dura, Evita 4, EvitaXL",
                        "Draeger Savina",
                        "others of Draeger as far as they use the same codes"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(
                        new SerialSetting(19_200, 8, SerialSetting.Parity.EVEN, 1),
                        SerialSetting.plain(19_200),
                        SerialSetting.plain(38_400),
                        new SerialSetting(9_600, 8, SerialSetting.Parity.EVEN, 1)),
                false,
                numerics(),
                waveforms(),
                "all of both code pages, by number and phrase",
                List.of(
                        "values without a known code (gas temperature, occlusion pressure, dead space and others)",
                        "CO2 in kPa or percent",
                        "alarm limits, texts (ventilation mode), the device's clock",
                        "measured values of code page 2, tables of Babylog and MEDIBUS.X"));
    }

    @Override
    public DriverSession open() {
        return new MedibusSession();
    }

    private static SortedSet<Integer> numerics() {
        return Arrays.stream(Quantity.values())
                .map(quantity -> quantity.metric().code())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static SortedSet<Integer> waveforms() {
        return Arrays.stream(Curve.Kind.values())
                .map(kind -> kind.metric().code())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
