package io.wardkeep.ward.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.Decimal;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A payload as tagged fields: (tag, length, bytes), tags ascending. A reader takes the tags that it knows and leaves
 * the rest; rows are stored and forwarded as the bytes that came, so what an older release does not know survives it. A
 * tag is never given another meaning.
 */
final class Fields {

    /** Most dots in a list of dots. */
    private static final int DOTS_MAX = 1_000;

    private final SortedMap<Integer, Bytes> byTag;

    private Fields(SortedMap<Integer, Bytes> byTag) {
        this.byTag = byTag;
    }

    static Fields read(Bytes payload) throws MalformedBytesException {
        SortedMap<Integer, Bytes> byTag = new TreeMap<>();
        CanonicalReader reader = payload.reader();
        int lastTag = 0;
        while (reader.remaining() > 0) {
            int tag = reader.unsignedInt(Integer.MAX_VALUE);
            if (tag <= lastTag) {
                throw reader.malformed("tag " + tag + " after " + lastTag);
            }
            lastTag = tag;
            byTag.put(tag, reader.block(Row.PAYLOAD_BYTES_MAX));
        }
        return new Fields(byTag);
    }

    boolean has(int tag) {
        return byTag.containsKey(tag);
    }

    /** How the content of one field is read. */
    @FunctionalInterface
    interface Content<T> {
        T from(CanonicalReader reader) throws MalformedBytesException;
    }

    <T> T field(int tag, Content<T> content) throws MalformedBytesException {
        Bytes bytes = byTag.get(tag);
        if (bytes == null) {
            throw new MalformedBytesException("field " + tag + " is missing");
        }
        CanonicalReader reader = bytes.reader();
        T value = content.from(reader);
        reader.end();
        return value;
    }

    <T> Optional<T> optional(int tag, Content<T> content) throws MalformedBytesException {
        return has(tag) ? Optional.of(field(tag, content)) : Optional.empty();
    }

    /** A number of at least 0. */
    long unsigned(int tag) throws MalformedBytesException {
        long value = field(tag, CanonicalReader::unsigned);
        if (value < 0) {
            throw new MalformedBytesException("field " + tag + " is beyond 63 bits");
        }
        return value;
    }

    int code(int tag) throws MalformedBytesException {
        return has(tag) ? field(tag, reader -> reader.unsignedInt(Integer.MAX_VALUE)) : 0;
    }

    long signed(int tag) throws MalformedBytesException {
        return field(tag, CanonicalReader::signed);
    }

    String text(int tag, int maxBytes) throws MalformedBytesException {
        return field(tag, reader -> reader.text(maxBytes));
    }

    Author author(int tag) throws MalformedBytesException {
        return field(tag, Author::read);
    }

    Decimal decimal(int tag) throws MalformedBytesException {
        return field(tag, reader -> new Decimal(reader.signed(), reader.unsignedInt(Decimal.SCALE_MAX)));
    }

    Optional<Decimal> optionalDecimal(int tag) throws MalformedBytesException {
        return has(tag) ? Optional.of(decimal(tag)) : Optional.empty();
    }

    boolean flag(int tag) throws MalformedBytesException {
        return has(tag) && unsigned(tag) != 0;
    }

    /** A constant by its place; a place beyond the last is a constant of a later release. */
    <E extends Enum<E>> E constant(int tag, E[] constants) throws MalformedBytesException {
        long place = unsigned(tag);
        if (place >= constants.length) {
            throw new MalformedBytesException("field " + tag + " has the unknown constant " + place);
        }
        return constants[(int) place];
    }

    Optional<Dot> dot(int tag) throws MalformedBytesException {
        return optional(tag, CanonicalReader::dot);
    }

    SortedSet<Dot> dots(int tag) throws MalformedBytesException {
        if (!has(tag)) {
            return new TreeSet<>();
        }
        return field(tag, reader -> {
            int count = reader.unsignedInt(DOTS_MAX);
            TreeSet<Dot> dots = new TreeSet<>();
            for (int index = 0; index < count; index++) {
                Dot dot = reader.dot();
                if (!dots.isEmpty() && dots.last().compareTo(dot) >= 0) {
                    throw reader.malformed("dots out of order");
                }
                dots.add(dot);
            }
            return dots;
        });
    }
}
