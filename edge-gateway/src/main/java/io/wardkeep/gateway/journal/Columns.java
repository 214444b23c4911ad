package io.wardkeep.gateway.journal;

import io.wardkeep.lattice.Bytes;
import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/** How values that SQLite has no type for lie in its columns. */
final class Columns {

    private Columns() {}

    /** A site as 16 bytes, most significant first. */
    static byte[] site(UUID site) {
        return ByteBuffer.allocate(16)
                .putLong(site.getMostSignificantBits())
                .putLong(site.getLeastSignificantBits())
                .array();
    }

    static UUID site(byte[] column) {
        ByteBuffer bytes = ByteBuffer.wrap(column);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    /** An unsigned 32-bit incarnation as a plain number. */
    static long incarnation(int incarnation) {
        return Integer.toUnsignedLong(incarnation);
    }

    /** The checksum that tells a damaged body. */
    static long checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return checksum.getValue();
    }

    static byte[] blob(Bytes bytes) {
        return bytes.toArray();
    }
}
