package io.wardkeep.gateway.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Room on the disk that is given up when the disk is full, so that alerts and audit can still be written while readings
 * wait. A file of real blocks beside the journal.
 */
final class DiskReserve {

    /** How much more than the reserve must be free before it is taken again: the log and some readings. */
    private static final long MARGIN_BYTES = 4L << 20;

    private static final int CHUNK_BYTES = 1 << 20;

    private final Path file;
    private final long bytes;

    DiskReserve(Path file, long bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /** Gives the room up. */
    void release() throws IOException {
        Files.deleteIfExists(file);
    }

    /** Takes the room if the disk has it and more; true when the disk is no longer full. */
    boolean takeAgain() throws IOException {
        if (bytes == 0 || Files.exists(file) && Files.size(file) >= bytes) {
            return true;
        }
        Path directory = file.resolveSibling(".").toAbsolutePath();
        if (Files.getFileStore(directory).getUsableSpace() < bytes + MARGIN_BYTES) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(bytes, CHUNK_BYTES));
            for (long written = 0; written < bytes; ) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), bytes - written));
                written += channel.write(chunk);
            }
            channel.force(false);
            return true;
        } catch (IOException full) {
            Files.deleteIfExists(file);
            return false;
        }
    }
}
