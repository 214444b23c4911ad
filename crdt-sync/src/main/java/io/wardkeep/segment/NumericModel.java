package io.wardkeep.segment;

import io.wardkeep.lattice.MalformedBytesException;
import java.util.Arrays;

/**
 * The values of one column, one after another: mostly the same again, else a small step. Learns how long values stay,
 * which way and how far they go, and whether they move together with the value before them in the same poll.
 */
final class NumericModel {

    private static final int AGES = 10;
    private static final int STEPS_MAX = 12;

    /** So many values of "the same" ago belongs to which age; from the end on the last. */
    private static final byte[] AGE_OF = ages();

    // What vital signs do in general, so that a body of ten minutes need not learn it: how likely a value moves, by its
    // age and the value before it in the same poll; which way; and by how much. In thousandths.
    private static final int[] MOVES_ALONE = {340, 210, 190, 170, 140, 120, 100, 65, 44, 23};
    private static final int[] MOVES_IN_COMPANY = {380, 330, 300, 260, 240, 220, 200, 160, 130, 110};
    private static final int[] MOVES_AGAINST_COMPANY = {70, 80, 85, 85, 85, 80, 75, 55, 35, 20};
    private static final int[] UP_BY_SIDE = {150, 450, 850};
    private static final int[][] FURTHER = {
        {100, 140, 430, 600}, {60, 15, 350, 350}, {60, 22, 200, 400}, {60, 80, 400, 780}
    };
    private static final int FURTHER_STILL = 480;
    private static final int CONFIDENCE = 8;

    private static final int[] NONE = {};
    private static final int[] MOVES = moves();
    private static final int[] SIGNS = signs();
    private static final int[] STEPS = steps();

    private final Channel channel;
    // Made when first needed: most columns of the small bodies that are written all day have one value.
    private int[] moves = NONE;
    private int[] signs = NONE;
    private int[] steps = NONE;
    private int[] numbers = NONE;
    private boolean begun;
    private long current;
    private int same = AGE_OF.length - 1;
    private int direction;
    private int distance;
    private boolean moved;

    NumericModel(Channel channel) {
        this.channel = channel;
    }

    private static byte[] ages() {
        byte[] ages = new byte[61];
        int[] begin = {0, 1, 2, 3, 4, 6, 9, 15, 30, 60};
        for (int age = 0; age < begin.length; age++) {
            for (int same = begin[age]; same < ages.length; same++) {
                ages[same] = (byte) age;
            }
        }
        return ages;
    }

    private static int[] moves() {
        int[] cells = new int[AGES * 16];
        for (int age = 0; age < AGES; age++) {
            Arrays.fill(cells, age * 16, age * 16 + 5, BitCoder.cell(MOVES_ALONE[age], CONFIDENCE));
            for (int apart = 0; apart < 5; apart++) {
                cells[age * 16 + 5 + apart] = BitCoder.cell(MOVES_IN_COMPANY[age], CONFIDENCE);
                boolean near = apart == 2 || apart == 3;
                cells[age * 16 + 10 + apart] =
                        BitCoder.cell(near ? MOVES_AGAINST_COMPANY[age] : MOVES_IN_COMPANY[age], CONFIDENCE);
            }
        }
        return cells;
    }

    private static int[] signs() {
        int[] cells = BitCoder.cells(27, 500, 1);
        for (int index = 0; index < cells.length; index++) {
            if (index % 3 != 0) {
                cells[index] = BitCoder.cell(UP_BY_SIDE[index / 3 % 3], CONFIDENCE);
            }
        }
        return cells;
    }

    private static int[] steps() {
        int[] cells = BitCoder.cells(256, FURTHER_STILL, 2);
        for (int apart = 0; apart < 4; apart++) {
            for (int distance = 0; distance < 4; distance++) {
                cells[(apart * 4 + distance) * 16 + 1] = BitCoder.cell(FURTHER[apart][distance], CONFIDENCE);
            }
        }
        return cells;
    }

    /** Writes the next value; {@code before} is the model of the value before it in the same poll, or this. */
    void write(BitEncoder coder, long value, NumericModel before) throws MalformedBytesException {
        if (!begun) {
            begin(coder, value);
        } else if (channel.moves()) {
            long by = value - current;
            learn();
            if (coder.bit(moves, context(before), by == 0 ? 0 : 1) == 0) {
                stay();
            } else {
                move(coder, by, before);
            }
        }
    }

    /** Reads the next value, as {@link #write}. */
    long read(BitDecoder coder, NumericModel before) throws MalformedBytesException {
        if (!begun) {
            begin(coder, 0);
        } else if (channel.moves()) {
            learn();
            if (coder.bit(moves, context(before), 0) == 0) {
                stay();
            } else {
                move(coder, 0, before);
            }
        }
        return current;
    }

    private void begin(BitCoder coder, long value) throws MalformedBytesException {
        begun = true;
        current = first(coder, value);
    }

    private long first(BitCoder coder, long value) throws MalformedBytesException {
        if (!channel.hasRange()) {
            return coder.signedNumber(numbers(), 0, value);
        }
        return channel.min() + coder.upTo(channel.span(), value - channel.min());
    }

    private void learn() {
        if (moves.length == 0) {
            moves = MOVES.clone();
            signs = SIGNS.clone();
            steps = STEPS.clone();
        }
    }

    private int[] numbers() {
        if (numbers.length == 0) {
            numbers = BitCoder.cells(Long.SIZE + 1, 700, 1);
        }
        return numbers;
    }

    /** Which of the cells knows how likely the value moves. */
    private int context(NumericModel before) {
        int age = AGE_OF[same] * 16;
        return before == this ? age : age + (before.moved ? 5 : 10) + 2 + Math.clamp(before.current - current, -2, 2);
    }

    private void stay() {
        same += same - (AGE_OF.length - 1) >>> 31;
        moved = false;
    }

    private void move(BitCoder coder, long by, NumericModel before) throws MalformedBytesException {
        int company = before == this ? 0 : before.moved ? 1 : 2;
        long apart = before.current - current;
        boolean up = sign(coder, by > 0, (direction + 1) * 9 + (Long.signum(apart) + 1) * 3 + company);
        int gap = company == 0 ? 0 : 1 + Math.abs(Math.clamp(apart, -2, 2));
        long far = distance(coder, up ? by : -by, gap);
        current += up ? far : -far;
        if (channel.hasRange() && (current < channel.min() || current > channel.max())) {
            throw new MalformedBytesException("a value out of its range");
        }
        same = 0;
        direction = up ? 1 : -1;
        distance = (int) Math.min(3, far - 1 >>> 1 == 0 ? far : 3);
        moved = true;
    }

    private boolean sign(BitCoder coder, boolean up, int context) {
        if (channel.isNarrow()) {
            if (current == channel.min()) {
                return true;
            }
            if (current == channel.max()) {
                return false;
            }
        }
        return coder.flag(signs, context, up);
    }

    /** Unsigned, 1 or more. */
    private long distance(BitCoder coder, long far, int apart) throws MalformedBytesException {
        int context = (apart * 4 + distance) * 16;
        for (int step = 1; step <= STEPS_MAX; step++) {
            if (coder.bit(steps, context + step, far != step ? 1 : 0) == 0) {
                return step;
            }
        }
        long rest = coder.number(numbers(), 0, far - STEPS_MAX - 1);
        return rest + STEPS_MAX + 1;
    }
}
