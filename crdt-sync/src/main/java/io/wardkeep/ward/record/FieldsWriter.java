package io.wardkeep.ward.record;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.Decimal;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Consumer;

/** Writes the tagged fields that {@link Fields} reads. Tags ascend; a field that is absent is not written. */
final class FieldsWriter {

    private final CanonicalWriter out = new CanonicalWriter();
    private int lastTag;

    FieldsWriter field(int tag, Consumer<CanonicalWriter> content) {
        if (tag <= lastTag) {
            throw new IllegalStateException("tag " + tag + " after " + lastTag);
        }
        lastTag = tag;
        CanonicalWriter inner = new CanonicalWriter();
        content.accept(inner);
        out.unsigned(tag).block(inner.toBytes());
        return this;
    }

    FieldsWriter unsigned(int tag, long value) {
        return field(tag, inner -> inner.unsigned(value));
    }

    FieldsWriter signed(int tag, long value) {
        return field(tag, inner -> inner.signed(value));
    }

    FieldsWriter text(int tag, String value) {
        return field(tag, inner -> inner.text(value));
    }

    FieldsWriter text(int tag, Optional<String> value) {
        return value.isPresent() ? text(tag, value.get()) : this;
    }

    FieldsWriter block(int tag, Bytes value) {
        return field(tag, inner -> inner.block(value));
    }

    FieldsWriter author(int tag, Author value) {
        return field(tag, value::write);
    }

    FieldsWriter decimal(int tag, Decimal value) {
        return field(tag, inner -> inner.signed(value.mantissa()).unsigned(value.scale()));
    }

    FieldsWriter decimal(int tag, Optional<Decimal> value) {
        return value.isPresent() ? decimal(tag, value.get()) : this;
    }

    FieldsWriter flag(int tag, boolean value) {
        return value ? unsigned(tag, 1) : this;
    }

    FieldsWriter dot(int tag, Optional<Dot> value) {
        return value.isPresent() ? field(tag, inner -> inner.dot(value.get())) : this;
    }

    FieldsWriter dots(int tag, Collection<Dot> values) {
        if (values.isEmpty()) {
            return this;
        }
        return field(tag, inner -> {
            inner.unsigned(values.size());
            values.forEach(inner::dot);
        });
    }

    Bytes toBytes() {
        return out.toBytes();
    }
}
