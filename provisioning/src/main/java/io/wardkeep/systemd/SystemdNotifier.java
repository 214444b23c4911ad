package io.wardkeep.systemd;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;

/**
 * Words to systemd over its datagram socket (sd_notify(3)), which Java's own sockets cannot reach. Says nothing where
 * there is no systemd.
 */
public final class SystemdNotifier {

    private static final int AF_UNIX = 1;
    private static final int SOCK_DGRAM_CLOEXEC = 2 | 0x80000;
    private static final int PATH_BYTES_MAX = 107;

    private final String socket;

    /** Talks to the socket named by {@code NOTIFY_SOCKET}; an empty name talks to nobody. */
    public SystemdNotifier(String socket) {
        this.socket = socket;
    }

    /** The program does what it is for. */
    public boolean ready() {
        return send("READY=1");
    }

    /** The program is alive: its loops turn, not only its timers. */
    public boolean alive() {
        return send("WATCHDOG=1");
    }

    /** The program is about to end. */
    public boolean stopping() {
        return send("STOPPING=1");
    }

    /** Sends one datagram; false when nobody was told. */
    boolean send(String state) {
        byte[] path = socket.getBytes(StandardCharsets.UTF_8);
        if (path.length == 0 || path.length > PATH_BYTES_MAX) {
            return false;
        }
        if (path[0] == '@') {
            path[0] = 0;
        }
        Linker linker = Linker.nativeLinker();
        SymbolLookup libc = linker.defaultLookup();
        try (Arena arena = Arena.ofConfined()) {
            MethodHandle open = handle(
                    linker,
                    libc,
                    "socket",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            MethodHandle sendTo = handle(
                    linker,
                    libc,
                    "sendto",
                    FunctionDescriptor.of(
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_LONG,
                            ValueLayout.JAVA_INT,
                            ValueLayout.ADDRESS,
                            ValueLayout.JAVA_INT));
            MethodHandle close =
                    handle(linker, libc, "close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
            MemorySegment address = arena.allocate(2 + PATH_BYTES_MAX + 1);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
            byte[] text = state.getBytes(StandardCharsets.UTF_8);
            MemorySegment message = arena.allocateFrom(ValueLayout.JAVA_BYTE, text);
            int descriptor = (int) open.invokeExact(AF_UNIX, SOCK_DGRAM_CLOEXEC, 0);
            if (descriptor < 0) {
                return false;
            }
            // An abstract name has no terminator; a path may have one.
            int length = 2 + path.length + (path[0] == 0 ? 0 : 1);
            long sent = (long) sendTo.invokeExact(descriptor, message, (long) text.length, 0, address, length);
            int closed = (int) close.invokeExact(descriptor);
            return sent == text.length && closed == 0;
        } catch (Throwable broken) {
            throw new IllegalStateException("cannot call the system's sockets", broken);
        }
    }

    @SuppressWarnings("restricted") // the launcher enables native access
    private static MethodHandle handle(Linker linker, SymbolLookup libc, String name, FunctionDescriptor descriptor) {
        return linker.downcallHandle(libc.findOrThrow(name), descriptor);
    }
}
