package io.wardkeep.sync;

import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalReader;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.MalformedBytesException;
import org.jspecify.annotations.Nullable;

/** Bytes that no model looks into, behind what the models say; written or read. Mutable, for one frame. */
final class Literals {

    private final @Nullable CanonicalReader reader;
    private final CanonicalWriter written = new CanonicalWriter();

    private Literals(@Nullable CanonicalReader reader) {
        this.reader = reader;
    }

    static Literals toWrite() {
        return new Literals(null);
    }

    static Literals toRead(CanonicalReader reader) {
        return new Literals(reader);
    }

    /** The next bytes; given while writing. */
    Bytes next(@Nullable Bytes given) throws MalformedBytesException {
        if (reader != null) {
            return reader.block(reader.remaining());
        }
        if (given == null) {
            throw new IllegalStateException("nothing to write");
        }
        written.block(given);
        return given;
    }

    /** What has been written, each behind its length. */
    Bytes written() {
        return written.toBytes();
    }
}
