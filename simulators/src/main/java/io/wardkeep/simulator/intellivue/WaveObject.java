package io.wardkeep.simulator.intellivue;

import io.wardkeep.simulator.patient.Curve;
import io.wardkeep.simulator.patient.Patient;
import java.util.List;

/**
 * One of the monitor's wave objects.
 *
 * @param handle which
 * @param label physiological identifier of its label
 * @param unit of its samples
 * @param periodTicks between samples, eighths of milliseconds
 * @param samples in 256 ms
 * @param significant bits of a sample
 * @param scale lower and upper value and the samples that mean them, as the protocol writes them
 * @param origin sample at zero
 * @param perUnit samples for one of the unit
 * @param curves of the patient with their identifiers; several are the leads of one compound object
 */
record WaveObject(
        int handle,
        int label,
        int unit,
        int periodTicks,
        int samples,
        int significant,
        String scale,
        double origin,
        double perUnit,
        List<Lead> curves) {

    /** One run of an object. */
    record Lead(int physiological, Curve curve) {}

    private static final int NANOS_PER_TICK = 125_000;

    /** What this monitor exports. */
    static final List<WaveObject> ALL = List.of(
            new WaveObject(
                    0x02CA,
                    0x0100,
                    0x10B2,
                    32,
                    64,
                    14,
                    "fefff000 fd009ffb 0000 3fff",
                    8_192,
                    200,
                    List.of(
                            new Lead(0x0102, Curve.ECG_II),
                            new Lead(0x0143, Curve.ECG_V),
                            new Lead(0x0101, Curve.ECG_I))),
            new WaveObject(
                    0x0402,
                    0x4BB4,
                    0x0200,
                    64,
                    32,
                    12,
                    "007fffff 007fffff 0000 0fff",
                    512,
                    3_000,
                    List.of(new Lead(0x4BB4, Curve.PLETHYSMOGRAM))),
            new WaveObject(
                    0x0310,
                    0x4A14,
                    0x0F20,
                    64,
                    32,
                    12,
                    "00ffffd8 00000140 0000 0e10",
                    400,
                    10,
                    List.of(new Lead(0x4A14, Curve.ARTERIAL_PRESSURE))),
            new WaveObject(
                    0x0340,
                    0x50AC,
                    0x0F20,
                    128,
                    16,
                    12,
                    "00000000 00000064 0000 0fa0",
                    0,
                    40,
                    List.of(new Lead(0x50AC, Curve.CO2))));

    /** The object with a run of 256 ms, described where the monitor's turn has come to it. */
    Message at(Patient patient, long fromMillis, boolean described, boolean measured) {
        Message attributes = new Message();
        int count = 0;
        if (described) {
            attributes
                    .attribute(0x0921, new Message().u16(handle))
                    .attribute(0x0924, new Message().u16(2, label))
                    .attribute(0x096D, new Message().u16(samples, 16 << 8 | significant, 0x3000))
                    .attribute(0x098D, new Message().u32(periodTicks))
                    .attribute(0x0996, new Message().u16(unit))
                    .attribute(0x096F, new Message().hex(scale));
            count = 6;
        }
        if (measured) {
            boolean compound = curves.size() > 1;
            Message runs = new Message();
            for (Lead lead : curves) {
                runs.u16(lead.physiological(), 0).sized(run(patient, lead.curve(), fromMillis));
            }
            attributes.attribute(compound ? 0x0967 : 0x096E, compound ? new Message().list(curves.size(), runs) : runs);
            count++;
        }
        return new Message().u16(handle).list(count, attributes);
    }

    private Message run(Patient patient, Curve curve, long fromMillis) {
        Message run = new Message();
        for (int i = 0; i < samples; i++) {
            double value = patient.sample(curve, fromMillis * 1_000_000 + (long) i * periodTicks * NANOS_PER_TICK);
            long sample = Math.round(origin + value * perUnit);
            run.u16(Math.clamp(sample, 0, (1 << significant) - 1));
        }
        return run;
    }
}
