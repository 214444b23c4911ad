package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.bedside.WireException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.jspecify.annotations.Nullable;

/**
 * A pseudo-terminal under a path of one's choice: a link to wherever the system put the other end. Unplugging closes
 * it, which the reader sees as a cable pulled; plugging makes a new one under the same path.
 */
public final class PseudoTerminalWire implements Wire {

    private final Path link;
    private @Nullable Terminal terminal;

    /** Plugged in under this path; a link that is there already is replaced. */
    public PseudoTerminalWire(Path link) {
        this.link = link;
        plug();
    }

    @Override
    public boolean send(byte[] bytes) {
        Terminal open = terminal;
        return open != null && open.heard() && open.write(bytes) == bytes.length;
    }

    @Override
    public byte[] receive() {
        Terminal open = terminal;
        return open == null ? new byte[0] : open.read();
    }

    @Override
    public void unplug() {
        Terminal open = terminal;
        if (open == null) {
            return;
        }
        terminal = null;
        try {
            Files.deleteIfExists(link);
        } catch (IOException e) {
            throw new WireException("cannot remove " + link, e);
        } finally {
            open.close();
        }
    }

    @Override
    public void plug() {
        if (terminal != null) {
            return;
        }
        Terminal opened = Terminal.pair();
        try {
            Path fresh = link.resolveSibling(link.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createSymbolicLink(fresh, Path.of(opened.otherEnd()));
            Files.move(fresh, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            opened.close();
            throw new WireException("cannot link " + link, e);
        }
        terminal = opened;
    }

    @Override
    public String place() {
        return link.toString();
    }

    @Override
    public void close() {
        unplug();
    }
}
