package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.BitCoder;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A payload as what differs from an earlier one. Payloads are tagged fields, of whatever kind: a field that is the same
 * costs next to nothing, one that holds a time near the row's own is said as the distance, one that was there lately by
 * its number, any other as the bytes that differ. What is not tagged fields is said byte by byte. Mutable, of one end.
 */
final class PayloadModel {

    private static final int NUMBER = 65;
    private static final int TAGS = 32;
    private static final int PLACES = 8;
    private static final int BYTE = 256;

    /** A field within so many milliseconds of its row holds a time. */
    private static final long NEAR_MILLIS = 1 << 24;

    /** Of each tag so many contents are remembered, none longer than {@value #REMEMBERED_BYTES_MAX}. */
    private static final int REMEMBERED_MAX = 16;

    private static final int REMEMBERED_BYTES_MAX = 256;

    /** An earlier payload. */
    record Before(Bytes payload, HybridTimestamp at) {}

    private final int[] tagged = BitCoder.cells(1, 950, 2);
    private final int[] asBefore = BitCoder.cells(TAGS, 800, 1);
    private final int[] distances = BitCoder.cells(NUMBER, 600, 2);
    private final int[] same = BitCoder.cells(TAGS, 600, 1);
    private final int[] timed = BitCoder.cells(TAGS, 300, 1);
    private final List<Slots<Bytes>> remembered = new ArrayList<>();
    private final int[] offsets = BitCoder.cells(NUMBER, 600, 2);
    private final int[] sameLength = BitCoder.cells(TAGS, 700, 1);
    private final int[] lengths = BitCoder.cells(NUMBER, 600, 2);
    private final int[] hits = BitCoder.cells(2 * PLACES, 700, 1);
    private final int[] bytes = BitCoder.cells(2 * BYTE, 500, 1);

    PayloadModel() {
        for (int tag = 0; tag < TAGS; tag++) {
            remembered.add(new Slots<>(REMEMBERED_MAX));
        }
    }

    /** Codes the payload of a row of the time {@code at}. */
    Bytes code(BitCoder coder, @Nullable Bytes given, @Nullable Before before, HybridTimestamp at, Budget budget)
            throws MalformedBytesException {
        NavigableMap<Integer, Bytes> fields = given == null ? null : fields(given);
        NavigableMap<Integer, Bytes> earlier = before == null ? null : fields(before.payload());
        if (coder.flag(tagged, 0, fields != null)) {
            NavigableMap<Integer, Bytes> known = earlier == null ? new TreeMap<>() : earlier;
            Bytes coded = tagged(coder, fields, known, before == null ? at : before.at(), at, budget);
            return given == null ? coded : given;
        }
        Bytes predicted = before == null ? Bytes.EMPTY : before.payload();
        return content(coder, given, predicted, 0, budget);
    }

    private Bytes tagged(
            BitCoder coder,
            @Nullable NavigableMap<Integer, Bytes> given,
            NavigableMap<Integer, Bytes> known,
            HybridTimestamp knownAt,
            HybridTimestamp at,
            Budget budget)
            throws MalformedBytesException {
        CanonicalWriter writer = new CanonicalWriter();
        int tag = nextTag(coder, given, known, 0);
        while (tag != 0) {
            Bytes field = given == null ? null : given.get(tag);
            writer.unsigned(tag).block(field(coder, field, known.get(tag), knownAt, at, tag, budget));
            if (writer.size() > Row.PAYLOAD_BYTES_MAX) {
                throw new MalformedBytesException("a payload of more than " + Row.PAYLOAD_BYTES_MAX + " bytes");
            }
            tag = nextTag(coder, given, known, tag);
        }
        return writer.toBytes();
    }

    /** The tag after {@code last}; 0 at the end. */
    private int nextTag(
            BitCoder coder, @Nullable NavigableMap<Integer, Bytes> given, NavigableMap<Integer, Bytes> known, int last)
            throws MalformedBytesException {
        int expected = after(known, last);
        int next = given == null ? 0 : after(given, last);
        if (coder.flag(asBefore, Math.min(last, TAGS - 1), next == expected)) {
            return expected;
        }
        long distance = coder.number(distances, 0, next == 0 ? 0 : next - last);
        if (distance < 0 || distance > Integer.MAX_VALUE - (long) last) {
            throw new MalformedBytesException("a tag beyond 31 bits");
        }
        return distance == 0 ? 0 : last + (int) distance;
    }

    private static int after(NavigableMap<Integer, Bytes> fields, int last) {
        Integer next = fields.higherKey(last);
        return next == null ? 0 : next;
    }

    private Bytes field(
            BitCoder coder,
            @Nullable Bytes given,
            @Nullable Bytes known,
            HybridTimestamp knownAt,
            HybridTimestamp at,
            int tag,
            Budget budget)
            throws MalformedBytesException {
        int cell = Math.min(tag, TAGS - 1);
        long knownOffset = known == null ? NEAR_MILLIS : offset(known, knownAt);
        boolean wasTime = knownOffset < NEAR_MILLIS;
        Bytes predicted = known == null ? Bytes.EMPTY : wasTime ? time(at.millis() + knownOffset) : known;
        if (known != null && coder.flag(same, cell, given != null && given.equals(predicted))) {
            budget.take(predicted.size());
            return predicted;
        }
        long offset = given == null ? 0 : offset(given, at);
        if (coder.flag(timed, cell, given != null && offset < NEAR_MILLIS)) {
            long expected = wasTime ? knownOffset : 0;
            return time(at.millis() + expected + coder.signedNumber(offsets, 0, offset - expected));
        }
        Slots<Bytes> slots = remembered.get(cell);
        int number = slots.code(coder, slots.numberOfGiven(given));
        if (number != Slots.NEW) {
            budget.take(slots.value(number).size());
            return slots.value(number);
        }
        Bytes content = content(coder, given, predicted, cell, budget);
        // A content that is not kept leaves an empty one in its place: what is new takes a number.
        slots.add(content.size() <= REMEMBERED_BYTES_MAX ? content : Bytes.EMPTY);
        return content;
    }

    /** How far the time in a field is from its row's; {@link #NEAR_MILLIS} when it is none. */
    private static long offset(Bytes field, HybridTimestamp at) {
        try {
            CanonicalReader reader = field.reader();
            long offset = reader.signed() - at.millis();
            return reader.remaining() == 0 && offset > -NEAR_MILLIS && offset < NEAR_MILLIS ? offset : NEAR_MILLIS;
        } catch (MalformedBytesException _) {
            return NEAR_MILLIS;
        }
    }

    private static Bytes time(long millis) {
        return new CanonicalWriter().signed(millis).toBytes();
    }

    private Bytes content(BitCoder coder, @Nullable Bytes given, Bytes predicted, int cell, Budget budget)
            throws MalformedBytesException {
        long length = predicted.size();
        if (!coder.flag(sameLength, cell, given != null && given.size() == length)) {
            length = coder.number(lengths, 0, given == null ? 0 : given.size());
        }
        if (length < 0 || length > Row.PAYLOAD_BYTES_MAX) {
            throw new MalformedBytesException("a field of more than " + Row.PAYLOAD_BYTES_MAX + " bytes");
        }
        budget.take(length);
        byte[] content = new byte[(int) length];
        int hit = 1;
        for (int index = 0; index < content.length; index++) {
            int value = given == null ? 0 : given.at(index) & 0xFF;
            int foretold = index < predicted.size() ? predicted.at(index) & 0xFF : -1;
            if (foretold >= 0 && coder.flag(hits, 2 * Math.min(index, PLACES - 1) + hit, value == foretold)) {
                content[index] = (byte) foretold;
                hit = 1;
            } else {
                content[index] = (byte) octet(coder, value, foretold >= 0 ? 0 : BYTE);
                hit = 0;
            }
        }
        return given == null ? Bytes.adopt(content) : given;
    }

    private int octet(BitCoder coder, int value, int tree) {
        int node = 1;
        for (int shift = 7; shift >= 0; shift--) {
            node = 2 * node + coder.bit(bytes, tree + node, value >>> shift & 1);
        }
        return node - BYTE;
    }

    /** The fields of a payload; null when it is none of tagged fields. */
    private static @Nullable NavigableMap<Integer, Bytes> fields(Bytes payload) {
        NavigableMap<Integer, Bytes> fields = new TreeMap<>();
        CanonicalReader reader = payload.reader();
        try {
            int last = 0;
            while (reader.remaining() > 0) {
                int tag = reader.unsignedInt(Integer.MAX_VALUE);
                if (tag <= last) {
                    return null;
                }
                fields.put(tag, reader.block(reader.remaining()));
                last = tag;
            }
            return fields;
        } catch (MalformedBytesException _) {
            return null;
        }
    }
}
