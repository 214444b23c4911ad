package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The readings of a body behind its header, in stream order. A reading that comes as expected (its column follows the
 * last one as it did before, at the expected time, valid as before) costs one decision, and its numbers.
 */
final class ReadingModel {

    private static final Validity[] VALIDITIES = Validity.values();

    private final Column[] columns;
    private final Latest latest;
    private int seen;
    /** By column: the index of the column that followed it last; negative before. */
    private final int[] successorOf;

    private int before = -1;
    private long measuredBefore;
    private long deviceBefore = Reading.NO_DEVICE_TIME;
    private long earliestMillis = Long.MAX_VALUE;
    private long latestMillis = Long.MIN_VALUE;
    /** The column of the value before in the same poll; negative where there is none. */
    private int company = -1;

    private long samplesLeft;

    ReadingModel(List<Channel> channels, long firstMeasured, long samples) {
        columns = new Column[channels.size()];
        successorOf = new int[columns.length];
        Arrays.fill(successorOf, -1);
        for (int index = 0; index < columns.length; index++) {
            columns[index] = new Column(index, channels.get(index));
        }
        latest = new Latest(channels);
        measuredBefore = firstMeasured;
        samplesLeft = samples;
    }

    /** The column of the reading that was coded last. */
    int column() {
        return before;
    }

    /** The smallest measured time so far. */
    long earliestMillis() {
        return earliestMillis;
    }

    /** The largest measured time so far. */
    long latestMillis() {
        return latestMillis;
    }

    /** What was counted of the columns that were read. */
    List<Tally> tallies() {
        return Arrays.stream(columns).map(column -> column.tally).toList();
    }

    /** Are there as many samples and columns as the header says? Malformed if not. */
    void end() throws MalformedBytesException {
        if (seen != columns.length || samplesLeft != 0) {
            throw new MalformedBytesException("columns or samples are missing");
        }
    }

    /** Writes a value that belongs to a column. */
    void write(BitEncoder coder, Observation value, int columnIndex) throws MalformedBytesException {
        Column guess = expectedColumn();
        long measured = expectedMeasured(guess);
        long device = expectedDevice(guess);
        Column column = guess;
        if (columnIndex == guess.index
                && value.measuredMillis() == measured
                && value.deviceMillis() == device
                && value.validity() == guess.validity) {
            coder.bit(guess.flags, Column.REGULAR, 0);
            keep(guess, measured, device);
        } else {
            coder.bit(guess.flags, Column.REGULAR, 1);
            unexpected(coder, value, guess, columnIndex);
            column = columns[columnIndex];
        }
        if (value.validity().hasValue()) {
            column.numeric().write(coder, value.mantissa(), beside(column));
        }
    }

    /** Writes a run that belongs to a column. */
    void write(BitEncoder coder, Waveform wave, int columnIndex) throws MalformedBytesException {
        Column guess = expectedColumn();
        long measured = expectedMeasured(guess);
        long device = expectedDevice(guess);
        boolean holed = false;
        if (columnIndex == guess.index
                && wave.measuredMillis() == measured
                && wave.deviceMillis() == device
                && wave.validity() == guess.validity
                && wave.length() == guess.length
                && !holed(wave)) {
            coder.bit(guess.flags, Column.REGULAR, 0);
            keep(guess, measured, device);
        } else {
            coder.bit(guess.flags, Column.REGULAR, 1);
            holed = unexpected(coder, wave, guess, columnIndex);
        }
        write(coder, wave, columns[columnIndex], holed);
    }

    private void write(BitEncoder coder, Waveform wave, Column column, boolean holed) throws MalformedBytesException {
        take(wave.length());
        int[] samples = new int[wave.length()];
        for (int index = 0; index < samples.length; index++) {
            samples[index] = wave.sample(index);
        }
        column.wave().run(coder, samples, holed);
    }

    /** Reads the next reading. */
    Reading read(BitDecoder coder) throws MalformedBytesException {
        boolean holed = readColumn(coder);
        Column column = columns[before];
        if (column.isWave) {
            return wave(coder, column, holed);
        }
        boolean hasValue = column.validity.hasValue();
        long mantissa = number(coder, column, hasValue);
        return new Observation(
                column.code,
                mantissa,
                hasValue ? column.scale : 0,
                column.unit,
                column.validity,
                measuredBefore,
                deviceBefore);
    }

    /**
     * Reads the next reading, and gives it only when it is a run: values are most, and making them is half the cost.
     */
    @Nullable Reading check(BitDecoder coder) throws MalformedBytesException {
        boolean holed = readColumn(coder);
        Column column = columns[before];
        if (column.isWave) {
            return wave(coder, column, holed);
        }
        number(coder, column, column.validity.hasValue());
        return null;
    }

    /** Where and when the next reading belongs; does it miss samples? */
    private boolean readColumn(BitDecoder coder) throws MalformedBytesException {
        Column guess = expectedColumn();
        if (coder.bit(guess.flags, Column.REGULAR, 0) == 0) {
            keep(guess, expectedMeasured(guess), expectedDevice(guess));
            return false;
        }
        return unexpected(coder, null, guess, -1);
    }

    private long number(BitDecoder coder, Column column, boolean hasValue) throws MalformedBytesException {
        if (!hasValue) {
            latest.missing(column);
            return 0;
        }
        long mantissa = column.numeric().read(coder, beside(column));
        column.tally.value(mantissa);
        latest.value(column.index);
        return mantissa;
    }

    private Reading wave(BitDecoder coder, Column column, boolean holed) throws MalformedBytesException {
        take(column.length);
        int[] samples = new int[column.length];
        column.wave().run(coder, samples, holed);
        Waveform wave = new Waveform(
                column.code,
                column.unit,
                column.channel.key().periodNanos(),
                column.scale,
                samples,
                column.validity,
                measuredBefore,
                deviceBefore);
        column.tally.samples(wave);
        latest.value(column.index);
        return wave;
    }

    private void take(int length) throws MalformedBytesException {
        if (length == 0 || length > samplesLeft) {
            throw new MalformedBytesException("more samples than the header says, or none");
        }
        samplesLeft -= length;
    }

    /** What a value leans on: the one before it in the same poll if it has the same unit, else its own past. */
    private NumericModel beside(Column column) {
        NumericModel own = column.numeric();
        int other = company;
        company = column.index;
        return other < 0 || columns[other].unit != column.unit ? own : columns[other].numeric();
    }

    /** What is not as expected, piece by piece; does it miss samples? */
    private boolean unexpected(BitCoder coder, @Nullable Reading reading, Column guess, int columnIndex)
            throws MalformedBytesException {
        long measuredGuess = expectedMeasured(guess);
        long deviceGuess = expectedDevice(guess);
        Column column = column(coder, guess, columnIndex);
        Validity validity = validity(coder, column, reading == null ? column.validity : reading.validity());
        int length = column.length;
        boolean holed = false;
        if (column.isWave) {
            length = length(coder, column, reading instanceof Waveform wave ? wave.length() : 0);
            holed = coder.flag(column.flags, Column.HOLES, reading instanceof Waveform wave && holed(wave));
        }
        long measured = measured(coder, column, reading == null ? 0 : reading.measuredMillis());
        long device = device(coder, column, reading == null ? 0 : reading.deviceMillis());
        require(column != guess
                || validity != guess.validity
                || measured != measuredGuess
                || device != deviceGuess
                || length != guess.length
                || holed);
        column.validity = validity;
        column.length = length;
        keep(column, measured, device);
        return holed;
    }

    private void keep(Column column, long measured, long device) {
        int index = column.index;
        seen += index == seen ? 1 : 0;
        column.timed = device != Reading.NO_DEVICE_TIME;
        if (before < 0 || measured != measuredBefore || device != deviceBefore) {
            keepTimes(column, measured, device);
        } else {
            column.joinsMeasured = true;
            column.joinsDevice = true;
        }
        if (before >= 0) {
            successorOf[before] = index;
        }
        before = index;
    }

    private void keepTimes(Column column, long measured, long device) {
        column.joinsMeasured = before >= 0 && measured == measuredBefore;
        column.joinsDevice = before >= 0 && device == deviceBefore;
        if (!column.joinsMeasured) {
            company = -1;
            column.measured.at(measured);
            earliestMillis = Math.min(earliestMillis, measured);
            latestMillis = Math.max(latestMillis, measured);
        }
        if (column.timed && !column.joinsDevice) {
            column.device.at(device);
        }
        measuredBefore = measured;
        deviceBefore = device;
    }

    private long expectedMeasured(Column guess) {
        return guess.joinsMeasured ? measuredBefore : guess.measured.expected(measuredBefore);
    }

    private long expectedDevice(Column guess) {
        if (guess.joinsDevice) {
            return deviceBefore;
        }
        return guess.timed ? guess.device.expected(deviceBefore) : Reading.NO_DEVICE_TIME;
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
        int next = before < 0 ? -1 : successorOf[before];
        if (next < 0) {
            next = Math.min(seen, columns.length - 1);
        }
        return columns[next];
    }

    private Column column(BitCoder coder, Column guess, int index) throws MalformedBytesException {
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

    private static Validity validity(BitCoder coder, Column column, Validity validity) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.VALIDITY, validity != column.validity)) {
            return column.validity;
        }
        Validity coded = VALIDITIES[(int) coder.upTo(VALIDITIES.length - 1, validity.ordinal())];
        require(coded != column.validity);
        return coded;
    }

    private static int length(BitCoder coder, Column column, int length) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.LENGTH, length != column.length)) {
            return column.length;
        }
        int coded = 1 + (int) coder.upTo(Waveform.SAMPLES_MAX - 1, length - 1);
        require(coded != column.length);
        return coded;
    }

    private long measured(BitCoder coder, Column column, long time) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.MEASURED, time != measuredBefore)) {
            return measuredBefore;
        }
        long coded = time(coder, column, column.measured.expected(measuredBefore), time);
        require(coded != measuredBefore);
        return coded;
    }

    private long device(BitCoder coder, Column column, long time) throws MalformedBytesException {
        if (!coder.flag(column.flags, Column.TIMED, time != Reading.NO_DEVICE_TIME)) {
            return Reading.NO_DEVICE_TIME;
        }
        if (deviceBefore != Reading.NO_DEVICE_TIME && !coder.flag(column.flags, Column.DEVICE, time != deviceBefore)) {
            return deviceBefore;
        }
        long coded = time(coder, column, column.device.expected(measuredBefore), time);
        require(coded != deviceBefore && coded != Reading.NO_DEVICE_TIME);
        return coded;
    }

    private static long time(BitCoder coder, Column column, long expected, long time) throws MalformedBytesException {
        return expected + coder.signedNumber(column.times(), 0, time - expected);
    }

    /** What could have been said shorter is not what a writer makes. */
    private static void require(boolean shortest) throws MalformedBytesException {
        if (!shortest) {
            throw new MalformedBytesException("the expected said to be unexpected");
        }
    }
}
