package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitCoder;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a device measured last, from which what it measures next is foretold: metrics come in the same order, at the
 * same pace, with nearly the same numbers. Lives as long as the connection, where a sealed block begins anew. Mutable,
 * of one end.
 */
final class ReadingModel {

    /** A block of more readings is sent as it is: alone it is packed as tightly. */
    static final int BLOCK_READINGS_MAX = 256;

    private static final int COLUMNS_MAX = 32;
    private static final int NUMBER = 65;
    private static final int IRREGULAR = 0;
    private static final int OTHER_COLUMN = 1;
    private static final int NEW_COLUMN = 2;
    private static final int OTHER_VALIDITY = 3;
    private static final int OTHER_TIME = 4;
    private static final int OTHER_SCALE = 5;
    private static final int HAS_DEVICE_TIME = 6;
    private static final int OTHER_DEVICE_TIME = 7;
    private static final int MOVES = 8;
    private static final int FLAGS = 12;
    private static final Validity[] VALIDITIES = Validity.values();

    /** How readings change, whichever the device. */
    static final class Habits {
        private final int[] flags = BitCoder.cells(FLAGS, 200, 1);
        private final int[] times = BitCoder.cells(NUMBER, 650, 2);
        private final int[] deviceTimes = BitCoder.cells(NUMBER, 650, 2);
        private final int[] moves = BitCoder.cells(NUMBER, 500, 2);
    }

    /** One metric in one unit. */
    private static final class Column {
        final int code;
        final int unit;
        int follower = Slots.NEW;
        Validity validity = Validity.VALID;
        int scale;
        long mantissa;
        int still;
        boolean isTimed;
        long measured;
        long period;
        boolean joins;
        long device = Reading.NO_DEVICE_TIME;

        Column(int code, int unit) {
            this.code = code;
            this.unit = unit;
        }
    }

    private final List<Column> columns = new ArrayList<>();
    private final Habits habits;
    private int before = Slots.NEW;
    private long measuredBefore;
    private long deviceBefore = Reading.NO_DEVICE_TIME;

    ReadingModel(Habits habits) {
        this.habits = habits;
    }

    /** Codes one reading. */
    Observation code(BitCoder coder, @Nullable Observation given) throws MalformedBytesException {
        int guess = before == Slots.NEW ? Slots.NEW : columns.get(before).follower;
        int index = given == null ? Slots.NEW : indexOf(given);
        if (guess == Slots.NEW
                || coder.flag(
                        habits.flags,
                        IRREGULAR,
                        given != null && !isExpected(given, columns.get(guess), index == guess))) {
            return irregular(coder, given, guess, index);
        }
        Column column = columns.get(guess);
        return keep(coder, given, guess, column.validity, column.scale, measuredGuess(column), deviceGuess(column));
    }

    private boolean isExpected(Observation given, Column column, boolean ofColumn) {
        return ofColumn
                && given.validity() == column.validity
                && (!given.validity().hasValue() || given.scale() == column.scale)
                && given.measuredMillis() == measuredGuess(column)
                && given.deviceMillis() == deviceGuess(column);
    }

    private long measuredGuess(Column column) {
        return column.joins ? measuredBefore : column.measured + column.period;
    }

    private long deviceGuess(Column column) {
        if (column.device == Reading.NO_DEVICE_TIME) {
            return Reading.NO_DEVICE_TIME;
        }
        return column.joins && deviceBefore != Reading.NO_DEVICE_TIME ? deviceBefore : column.device + column.period;
    }

    private int indexOf(Observation given) {
        for (int index = 0; index < columns.size(); index++) {
            if (columns.get(index).code == given.code() && columns.get(index).unit == given.unit()) {
                return index;
            }
        }
        return Slots.NEW;
    }

    private Observation irregular(BitCoder coder, @Nullable Observation given, int guess, int givenIndex)
            throws MalformedBytesException {
        int index = guess;
        if (guess == Slots.NEW || coder.flag(habits.flags, OTHER_COLUMN, givenIndex != guess)) {
            index = column(coder, given, givenIndex);
        }
        Column column = columns.get(index);
        Validity validity = column.validity;
        if (coder.flag(habits.flags, OTHER_VALIDITY, given != null && given.validity() != validity)) {
            validity = VALIDITIES[
                    (int) coder.upTo(
                            VALIDITIES.length - 1L,
                            given == null ? 0 : given.validity().ordinal())];
        }
        int scale = column.scale;
        if (validity.hasValue() && coder.flag(habits.flags, OTHER_SCALE, given != null && given.scale() != scale)) {
            scale = (int) coder.upTo(Decimal.SCALE_MAX, given == null ? 0 : given.scale());
        }
        long measured = measuredGuess(column);
        if (coder.flag(habits.flags, OTHER_TIME, given != null && given.measuredMillis() != measured)) {
            measured += coder.signedNumber(habits.times, 0, given == null ? 0 : given.measuredMillis() - measured);
        }
        long device = Reading.NO_DEVICE_TIME;
        if (coder.flag(
                habits.flags, HAS_DEVICE_TIME, given != null && given.deviceMillis() != Reading.NO_DEVICE_TIME)) {
            device = column.device == Reading.NO_DEVICE_TIME ? measured : deviceGuess(column);
            if (coder.flag(habits.flags, OTHER_DEVICE_TIME, given != null && given.deviceMillis() != device)) {
                device += coder.signedNumber(habits.deviceTimes, 0, given == null ? 0 : given.deviceMillis() - device);
            }
        }
        return keep(coder, given, index, validity, scale, measured, device);
    }

    /** Another column than the expected one, or a new one; a device of more columns begins again with none. */
    private int column(BitCoder coder, @Nullable Observation given, int index) throws MalformedBytesException {
        if (!columns.isEmpty() && !coder.flag(habits.flags, NEW_COLUMN, index == Slots.NEW)) {
            return (int) coder.upTo(columns.size() - 1L, index);
        }
        int code = (int) coder.raw(given == null ? 0 : given.code(), Integer.SIZE);
        int unit = (int) coder.raw(given == null ? 0 : given.unit(), Integer.SIZE);
        if (columns.size() == COLUMNS_MAX) {
            columns.clear();
            before = Slots.NEW;
        }
        Column column = new Column(code, unit);
        column.measured = measuredBefore;
        columns.add(column);
        return columns.size() - 1;
    }

    private Observation keep(
            BitCoder coder,
            @Nullable Observation given,
            int index,
            Validity validity,
            int scale,
            long measured,
            long device)
            throws MalformedBytesException {
        Column column = columns.get(index);
        if (validity.hasValue()) {
            int cell = MOVES + Math.min(column.still, FLAGS - MOVES - 1);
            boolean moved = coder.flag(habits.flags, cell, given != null && given.mantissa() != column.mantissa);
            column.still = moved ? 0 : column.still + 1;
            if (moved) {
                column.mantissa +=
                        coder.signedNumber(habits.moves, 0, given == null ? 0 : given.mantissa() - column.mantissa);
            }
            column.scale = scale;
        }
        column.joins = before != Slots.NEW && measured == measuredBefore;
        column.period = column.isTimed ? measured - column.measured : 0;
        column.isTimed = true;
        column.measured = measured;
        column.device = device;
        column.validity = validity;
        if (before != Slots.NEW) {
            columns.get(before).follower = index;
        }
        before = index;
        measuredBefore = measured;
        deviceBefore = device;
        return given != null
                ? given
                : DeltaCodec.valid(() -> new Observation(
                        column.code,
                        validity.hasValue() ? column.mantissa : 0,
                        validity.hasValue() ? column.scale : 0,
                        column.unit,
                        validity,
                        measured,
                        device));
    }
}
