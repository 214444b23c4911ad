package io.wardkeep.simulator.patient;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * The heart and the pressures that it makes.
 *
 * @param rhythm what the heart does
 * @param heartRate from the electrocardiogram, beats per minute; empty where the electrodes are off
 * @param st from the electrocardiogram
 * @param cuff what a cuff would measure now; empty without a pulse
 * @param arterial from an arterial line; empty without one
 * @param pulmonary from a pulmonary artery catheter; empty without one
 * @param centralVenous mean, from a central venous line, mm[Hg]; empty without one
 */
public record Circulation(
        Rhythm rhythm,
        OptionalInt heartRate,
        StSegments st,
        Optional<Pressure> cuff,
        Optional<Pressure> arterial,
        Optional<Pressure> pulmonary,
        OptionalDouble centralVenous) {}
