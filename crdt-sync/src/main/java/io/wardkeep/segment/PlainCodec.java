package io.wardkeep.segment;

import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 1 of a body: one reading after another, tagged fields with variable-length integers. What stores of the first
 * releases hold, and bodies too large for columns.
 */
final class PlainCodec {

    private static final Validity[] VALIDITIES = Validity.values();

    private PlainCodec() {}

    /** Writes what stands behind the version. */
    static void write(CanonicalWriter writer, List<? extends Reading> readings) {
        writer.unsigned(readings.size());
        for (Reading reading : readings) {
            boolean timed = reading.deviceMillis() != Reading.NO_DEVICE_TIME;
            int wave = reading instanceof Waveform ? 1 : 0;
            writer.octet(wave | (timed ? 2 : 0) | reading.validity().ordinal() << 2);
            writer.unsigned(reading.code()).signed(reading.measuredMillis());
            if (timed) {
                writer.signed(reading.deviceMillis());
            }
            switch (reading) {
                case Observation value ->
                    writer.unsigned(value.unit()).unsigned(value.scale()).signed(value.mantissa());
                case Waveform run -> {
                    writer.unsigned(run.unit())
                            .unsigned(run.scale())
                            .unsigned(run.periodNanos())
                            .unsigned(run.length());
                    for (int index = 0; index < run.length(); index++) {
                        writer.signed(run.sample(index));
                    }
                }
            }
        }
    }

    /** Reads what stands behind the version; bounded by what is really there. */
    static List<Reading> read(CanonicalReader reader) throws MalformedBytesException {
        int count = reader.unsignedInt(SegmentCodec.READINGS_MAX);
        List<Reading> readings = new ArrayList<>(Math.min(count, reader.remaining()));
        for (int index = 0; index < count; index++) {
            readings.add(readReading(reader));
        }
        reader.end();
        return readings;
    }

    private static Reading readReading(CanonicalReader reader) throws MalformedBytesException {
        int flags = reader.octet();
        if (flags >> 2 >= VALIDITIES.length) {
            throw reader.malformed("unknown validity");
        }
        Validity validity = VALIDITIES[flags >> 2];
        int code = reader.unsignedInt(Integer.MAX_VALUE);
        long measured = reader.signed();
        long device = (flags & 2) != 0 ? reader.signed() : Reading.NO_DEVICE_TIME;
        int unit = reader.unsignedInt(Integer.MAX_VALUE);
        int scale = reader.unsignedInt(9);
        if ((flags & 1) == 0) {
            long mantissa = reader.signed();
            if (!validity.hasValue() && (mantissa != 0 || scale != 0)) {
                throw reader.malformed("a number where the validity has none");
            }
            return new Observation(code, mantissa, scale, unit, validity, measured, device);
        }
        long period = reader.unsigned();
        int length = reader.unsignedInt(Math.min(Waveform.SAMPLES_MAX, reader.remaining()));
        if (period <= 0 || length == 0) {
            throw reader.malformed("empty waveform");
        }
        int[] samples = new int[length];
        for (int index = 0; index < length; index++) {
            long sample = reader.signed();
            if (sample != (int) sample) {
                throw reader.malformed("a sample beyond 32 bits");
            }
            samples[index] = (int) sample;
        }
        return new Waveform(code, unit, period, scale, samples, validity, measured, device);
    }
}
