package io.wardkeep.sync;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitCoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A dictionary of one direction of a connection: the last values that went by, by number. It is as large as it is: a
 * new value takes the place of the oldest, at both ends alike, so that no peer can make it grow. Which value came after
 * which the last time is remembered too. Mutable, of one end.
 */
final class Slots<T> {

    /** In the place of a number: not here. */
    static final int NEW = -1;

    private static final int INITIAL = 8;
    private static final int FOLLOWS = 0;
    private static final int IS_NEW = 1;
    private static final int IS_NEW_AGAIN = 2;

    private final int capacity;
    private final List<T> values = new ArrayList<>();
    private final Map<T, Integer> numbers = new HashMap<>();
    private int[] followers = new int[INITIAL];
    private final int[] cells = BitCoder.cells(3, 500, 1);
    private int next;
    private int last = NEW;
    private boolean wasNew = true;

    Slots(int capacity) {
        this.capacity = capacity;
    }

    /** Its number, or {@link #NEW}. */
    int numberOf(T value) {
        return numbers.getOrDefault(value, NEW);
    }

    T value(int number) {
        return values.get(number);
    }

    /** Codes a number; {@link #NEW} says that the value itself comes now, for {@link #add}. */
    int code(BitCoder coder, int given) throws MalformedBytesException {
        int expected = last == NEW ? NEW : followers[last];
        int coded;
        if (expected != NEW && coder.flag(cells, FOLLOWS, given == expected)) {
            coded = expected;
        } else if (values.isEmpty() || coder.flag(cells, wasNew ? IS_NEW_AGAIN : IS_NEW, given == NEW)) {
            coded = NEW;
        } else {
            coded = (int) coder.upTo(values.size() - 1L, given);
        }
        wasNew = coded == NEW;
        if (coded != NEW) {
            follow(coded);
        }
        return coded;
    }

    /** Keeps a new value, in the place of the oldest if all are taken; returns its number. */
    int add(T value) {
        int number = next;
        next = (next + 1) % capacity;
        if (number < values.size()) {
            numbers.remove(values.get(number), number);
            values.set(number, value);
        } else {
            values.add(value);
            if (number == followers.length) {
                followers = Arrays.copyOf(followers, 2 * number);
            }
        }
        numbers.put(value, number);
        followers[number] = NEW;
        follow(number);
        return number;
    }

    /** Keeps what is remembered of the value of this number, in the place of what was remembered of the one before. */
    static <M> void put(List<M> memories, int number, M memory) {
        if (number < memories.size()) {
            memories.set(number, memory);
        } else {
            memories.add(memory);
        }
    }

    private void follow(int number) {
        if (last != NEW) {
            followers[last] = number;
        }
        last = number;
    }

    /** The number of a given value, or {@link #NEW} where none is given or it is not here. */
    int numberOfGiven(@Nullable T given) {
        return given == null ? NEW : numberOf(given);
    }
}
