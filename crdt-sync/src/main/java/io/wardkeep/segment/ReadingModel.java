package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a body behind its header, in stream order. A reading that comes as expected (its column follows the
 * last one as it did before, at the expected time, valid as before) costs one decision, and its numbers.
 */
final class ReadingModel {

    private static final Validity[] VALIDITIES = Validity.values();

    private final BitCoder coder;
    private final Column[] columns;
    private int seen;
    private @Nullable Column before;
    private long measuredBefore;
    private long deviceBefore = Reading.NO_DEVICE_TIME;
    private @Nullable NumericModel company;
    private int companyUnit;
    private long samplesLeft;

    ReadingModel(BitCoder coder, List<Channel> channels, long firstMeasured, long samples) {
        this.coder = coder;
        columns = new Column[channels.size()];
        for (int index = 0; index < columns.length; index++) {
            columns[index] = new Column(index, channels.get(index));
        }
        measuredBefore = firstMeasured;
        samplesLeft = samples;
    }

    /** The column of the reading that was coded last. */
    int column() {
        return before == null ? -1 : before.index;
    }

    /** Are there as many samples and columns as the header says? Malformed if not. */
    void end() throws MalformedBytesException {
        if (seen != columns.length || samplesLeft != 0) {
            throw new MalformedBytesException("columns or samples are missing");
        }
    }

    /** Writes a reading that belongs to a column, or reads one; returns it. */
    Reading next(@Nullable Reading reading, int columnIndex) throws MalformedBytesException {
        Column guess = expectedColumn();
        long measuredGuess = guess.joinsMeasured ? measuredBefore : guess.measured.expected(measuredBefore);
        long deviceGuess = guess.joinsDevice ? deviceBefore : guess.expectedDevice(deviceBefore);
        boolean asExpected = reading != null
                && columnIndex == guess.index
                && reading.measuredMillis() == measuredGuess
                && reading.deviceMillis() == deviceGuess
                && reading.validity() == guess.validity
                && (!(reading instanceof Waveform wave) || wave.length() == guess.length && !holed(wave));
        Column column = guess;
        Validity validity = guess.validity;
        long measured = measuredGuess;
        long device = deviceGuess;
        int length = guess.length;
        boolean holed = false;
        int[] flags = guess.flags;
        if (coder.flag(flags, Column.REGULAR, !asExpected)) {
            column = column(guess, columnIndex);
            validity = validity(column, reading == null ? column.validity : reading.validity());
            if (column.channel.key().isWave()) {
                length = length(column, reading instanceof Waveform wave ? wave.length() : 0);
                holed = coder.flag(column.flags, Column.HOLES, reading instanceof Waveform wave && holed(wave));
            }
            measured = measured(column, reading == null ? 0 : reading.measuredMillis());
            device = device(column, reading == null ? 0 : reading.deviceMillis());
            require(column != guess
                    || validity != guess.validity
                    || measured != measuredGuess
                    || device != deviceGuess
                    || length != guess.length
                    || holed);
        }
        keep(column, validity, measured, device, length);
        return column.channel.key().isWave() ? wave(column, reading, length, holed) : value(column, reading);
    }

    private void keep(Column column, Validity validity, long measured, long device, int length) {
        seen += column.index == seen ? 1 : 0;
        if (before != null) {
            before.successor = column.index;
        }
        boolean joins = measured == measuredBefore && before != null;
        if (!joins) {
            company = null;
        }
        column.validity = validity;
        column.length = length;
        column.joinsMeasured = joins;
        column.joinsDevice = device == deviceBefore && before != null;
        column.timed = device != Reading.NO_DEVICE_TIME;
        if (!joins) {
            column.measured.at(measured);
        }
        if (column.timed && !column.joinsDevice) {
            column.device.at(device);
        }
        before = column;
        measuredBefore = measured;
        deviceBefore = device;
    }

    private Reading value(Column column, @Nullable Reading reading) throws MalformedBytesException {
        ChannelKey key = column.channel.key();
        if (!column.validity.hasValue()) {
            return reading != null
                    ? reading
                    : new Observation(key.code(), 0, 0, key.unit(), column.validity, measuredBefore, deviceBefore);
        }
        NumericModel model = column.numeric();
        NumericModel beside = company == null || companyUnit != key.unit() ? model : company;
        long mantissa = model.next(coder, reading instanceof Observation value ? value.mantissa() : 0, beside);
        company = model;
        companyUnit = key.unit();
        return reading != null
                ? reading
                : new Observation(
                        key.code(), mantissa, key.scale(), key.unit(), column.validity, measuredBefore, deviceBefore);
    }

    private Reading wave(Column column, @Nullable Reading reading, int length, boolean holed)
            throws MalformedBytesException {
        if (length == 0 || length > samplesLeft) {
            throw new MalformedBytesException("more samples than the header says, or none");
        }
        samplesLeft -= length;
        int[] samples = new int[length];
        if (reading instanceof Waveform wave) {
            for (int index = 0; index < length; index++) {
                samples[index] = wave.sample(index);
            }
        }
        column.wave().run(coder, samples, holed);
        if (reading != null) {
            return reading;
        }
        ChannelKey key = column.channel.key();
        return new Waveform(
                key.code(),
                key.unit(),
                key.periodNanos(),
                key.scale(),
                samples,
                column.validity,
                measuredBefore,
                deviceBefore);
    }

    private static boolean holed(Waveform wave) {
        for (int index = 0; index < wave.length(); index++) {
            if (wave.sample(index) == Waveform.MISSING) {
                return true;
            }
        }
        return false;
    }

    private Column expectedColumn() {
        int next = before == null ? -1 : before.successor;
        if (next < 0) {
            next = Math.min(seen, columns.length - 1);
        }
        return columns[next];
    }

    private Column column(Column guess, int index) throws MalformedBytesException {
        if (!coder.flag(guess.flags, Column.SUCCESSOR, index != guess.index)) {
            return guess;
        }
        int coded = seen;
        if (seen == columns.length || !coder.flag(guess.flags, Column.NEW, index == seen)) {
            if (seen == 0) {
                throw new MalformedBytesException("an old column before the first");
            }
            coded = (int) coder.upTo(seen - 1, index);
        }
        require(coded != guess.index);
        return columns[coded];
    }

    private Validity validity(Column column, Validity validity) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.VALIDITY, validity != column.validity)) {
            return column.validity;
        }
        Validity coded = VALIDITIES[(int) coder.upTo(VALIDITIES.length - 1, validity.ordinal())];
        require(coded != column.validity);
        return coded;
    }

    private int length(Column column, int length) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.LENGTH, length != column.length)) {
            return column.length;
        }
        int coded = 1 + (int) coder.upTo(Waveform.SAMPLES_MAX - 1, length - 1);
        require(coded != column.length);
        return coded;
    }

    private long measured(Column column, long time) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.MEASURED, time != measuredBefore)) {
            return measuredBefore;
        }
        long coded = time(column, column.measured.expected(measuredBefore), time);
        require(coded != measuredBefore);
        return coded;
    }

    private long device(Column column, long time) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.TIMED, time != Reading.NO_DEVICE_TIME)) {
            return Reading.NO_DEVICE_TIME;
        }
        if (deviceBefore != Reading.NO_DEVICE_TIME && !coder.flag(column.flags, Column.DEVICE, time != deviceBefore)) {
            return deviceBefore;
        }
        long coded = time(column, column.device.expected(measuredBefore), time);
        require(coded != deviceBefore && coded != Reading.NO_DEVICE_TIME);
        return coded;
    }

    private long time(Column column, long expected, long time) throws MalformedBytesException {
        return expected + coder.signedNumber(column.times, 0, time - expected);
    }

    /** What could have been said shorter is not what a writer makes. */
    private static void require(boolean shortest) throws MalformedBytesException {
        if (!shortest) {
            throw new MalformedBytesException("the expected said to be unexpected");
        }
    }
}
