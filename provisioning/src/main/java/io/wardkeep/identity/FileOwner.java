package io.wardkeep.identity;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;

/** Whose a file is: what root writes for a service, the service must be able to read. */
public final class FileOwner {

    private FileOwner() {}

    /**
     * Whose owner a file that is about to be written must have: its own, or its directory's when it is not there yet.
     */
    public static Path model(Path file) {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        return Files.exists(absolute) || directory == null ? absolute : directory;
    }

    /**
     * Gives a file the owner and the group of another.
     *
     * @throws IOException when they differ and this process may not change them
     */
    public static void copy(Path model, Path file) throws IOException {
        PosixFileAttributes wanted = Files.readAttributes(model, PosixFileAttributes.class);
        PosixFileAttributeView view =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        PosixFileAttributes is = view.readAttributes();
        if (!is.owner().equals(wanted.owner())) {
            view.setOwner(wanted.owner());
            // Only who may give files away can give every group away.
            view.setGroup(wanted.group());
        }
    }
}
