package io.wardkeep.driver.dri;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.SerialSetting;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Displayed values every five seconds, seven waveforms, alarms. */
public final class GeDri implements Driver {

    /** A driver. */
    public GeDri() {}

    @Override
    public String name() {
        return "ge-dri";
    }

    @Override
    public String description() {
        return "GE and Datex-Ohmeda S/5 Computer Interface: displayed values, waveforms and alarms";
    }

    /** Three intervals of displayed values; waveforms come oftener. */
    @Override
    public long silenceMillis() {
        return 3 * DriSession.INTERVAL_SECONDS * 1_000L;
    }

    @Override
    public DriverSheet sheet() {
        SortedSet<Integer> numerics = Arrays.stream(DriNumeric.values())
                .map(numeric -> numeric.metric().code())
                .collect(Collectors.toCollection(TreeSet::new));
        return new DriverSheet(
                "Datex-Ohmeda Record Interface specification 8005313, S/5 Computer Interface M1017617",
                List.of(
                        "Datex-Ohmeda AS/3, CS/3, S/5",
                        "GE B20, B30, B40, B105, B125",
                        "GE CARESCAPE B450, B650, B850 with the serial option"),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(
                        new SerialSetting(19_200, 8, SerialSetting.Parity.EVEN, 1),
                        new SerialSetting(115_200, 8, SerialSetting.Parity.EVEN, 1)),
                false,
                numerics,
                DriverSheet.codes(
                        131_328, 131_329, 131_330, 131_389, 131_390, 131_391, 131_392, 131_415, 150_032, 150_036,
                        150_044, 150_084, 150_452, 151_700, 151_764, 151_792, 152_708, 153_608),
                "asystole, apnoea, occlusion, leak, disconnection and obstruction by status bit; every text on the"
                        + " screen by its colour (CARESCAPE)",
                List.of(
                        "ST segments (in mm of an unstated gain)",
                        "respiration waveform (no unit given)",
                        "pressures labelled RVP, FEM, UAC, UVC, ICP2 or P1 to P6",
                        "temperatures labelled AIRW, ROOM, MYO or SURF",
                        "MAC, NMT, IR amplitude",
                        "extended classes, trends, anaesthesia record",
                        "EEG, entropy, BIS, O2, N2O and agent waveforms"));
    }

    @Override
    public DriverSession open() {
        return new DriSession();
    }
}
