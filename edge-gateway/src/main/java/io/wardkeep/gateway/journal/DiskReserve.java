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

    /** Is there room to give up? */
    boolean isTaken() {
        return Files.exists(file);
    }

    /** Is there less room on the disk than the log and some readings need? */
    boolean isTight() throws IOException {
        return usable() < MARGIN_BYTES;
    }

    /**
     * Takes the room if the disk has it and more; true when the disk is no longer full. Room inside the journal's own
     * file counts: what it has forgotten is written over, and never given back to the disk. Then there may be less left
     * for the reserve than it should have, and it takes what there is.
     *
     * @param freeInJournal bytes of the journal's file that hold nothing
     */
    boolean takeAgain(long freeInJournal) throws IOException {
        if (bytes == 0 || isTaken() && Files.size(file) >= bytes) {
            return true;
        }
        long held = isTaken() ? Files.size(file) : 0;
        long usable = usable() + held;
        if (usable < MARGIN_BYTES || usable + freeInJournal < bytes + MARGIN_BYTES) {
            return false;
        }
        return write(Math.min(bytes, usable - MARGIN_BYTES));
    }

    private long usable() throws IOException {
        return Files.getFileStore(file.resolveSibling(".").toAbsolutePath()).getUsableSpace();
    }

    private boolean write(long size) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer chunk = ByteBuffer.allocate((int) Math.min(size, CHUNK_BYTES));
            for (long written = 0; written < size; ) {
                chunk.clear().limit((int) Math.min(chunk.capacity(), size - written));
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
