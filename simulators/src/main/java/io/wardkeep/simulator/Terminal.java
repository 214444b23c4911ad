package io.wardkeep.simulator;

import io.wardkeep.driver.SerialSetting;
import io.wardkeep.simulator.bedside.WireException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Path;

/**
 * A terminal of the operating system (Linux, 64 bit): this end of a pair, where what is written is read at the other
 * end as from a serial port, or a serial port. Raw: no echo, no line editing. It never blocks.
 */
@SuppressWarnings("restricted") // There are no terminals in the JDK; the calls below are all there are.
final class Terminal implements AutoCloseable {

    private static final int O_RDWR = 2;
    private static final int O_NOCTTY = 0x100;
    private static final int O_NONBLOCK = 0x800;
    private static final int TCSANOW = 0;
    private static final short POLLHUP = 0x10;
    private static final int TERMIOS_BYTES_MAX = 256;
    private static final int TERMIOS_CFLAG = 8;
    /** Both bits set: eight data bits. */
    private static final int CSIZE = 0x30;

    private static final int CS7 = 0x20;
    private static final int CSTOPB = 0x40;
    private static final int CREAD = 0x80;
    private static final int PARENB = 0x100;
    private static final int PARODD = 0x200;
    private static final int CLOCAL = 0x800;
    private static final int READ_BYTES = 4_096;
    private static final int POLLFD_BYTES = 8;
    private static final int POLLFD_REVENTS = 6;

    private static final Linker LINKER = Linker.nativeLinker();
    private static final SymbolLookup LIBC = LINKER.defaultLookup();
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
    private static final MemoryLayout POINTER = ValueLayout.ADDRESS;

    private static final MethodHandle POSIX_OPENPT = call("posix_openpt", INT, INT);
    private static final MethodHandle GRANTPT = call("grantpt", INT, INT);
    private static final MethodHandle UNLOCKPT = call("unlockpt", INT, INT);
    private static final MethodHandle PTSNAME_R = call("ptsname_r", INT, INT, POINTER, LONG);
    private static final MethodHandle TCGETATTR = call("tcgetattr", INT, INT, POINTER);
    private static final MethodHandle TCSETATTR = call("tcsetattr", INT, INT, INT, POINTER);
    private static final MethodHandle CFMAKERAW =
            LINKER.downcallHandle(LIBC.findOrThrow("cfmakeraw"), FunctionDescriptor.ofVoid(POINTER));
    private static final MethodHandle CFSETSPEED = call("cfsetspeed", INT, POINTER, INT);
    private static final MethodHandle POLL = call("poll", INT, POINTER, LONG, INT);
    private static final MethodHandle WRITE = call("write", LONG, INT, POINTER, LONG);
    private static final MethodHandle READ = call("read", LONG, INT, POINTER, LONG);
    private static final MethodHandle CLOSE = call("close", INT, INT);
    private static final MethodHandle OPEN = LINKER.downcallHandle(
            LIBC.findOrThrow("open"), FunctionDescriptor.of(INT, POINTER, INT), Linker.Option.firstVariadicArg(2));

    private final int fileDescriptor;
    private final String otherEnd;
    private boolean closed;

    private Terminal(int fileDescriptor, String otherEnd) {
        this.fileDescriptor = fileDescriptor;
        this.otherEnd = otherEnd;
    }

    private static MethodHandle call(String name, MemoryLayout result, MemoryLayout... parameters) {
        return LINKER.downcallHandle(LIBC.findOrThrow(name), FunctionDescriptor.of(result, parameters));
    }

    /** Opens a new pair; throws WireException where the system has none left. */
    static Terminal pair() {
        try (Arena arena = Arena.ofConfined()) {
            int descriptor = checked("posix_openpt", (int) POSIX_OPENPT.invokeExact(O_RDWR | O_NOCTTY | O_NONBLOCK));
            checked("grantpt", (int) GRANTPT.invokeExact(descriptor));
            checked("unlockpt", (int) UNLOCKPT.invokeExact(descriptor));
            MemorySegment name = arena.allocate(TERMIOS_BYTES_MAX);
            checked("ptsname_r", -(int) PTSNAME_R.invokeExact(descriptor, name, name.byteSize()));
            MemorySegment termios = arena.allocate(TERMIOS_BYTES_MAX);
            checked("tcgetattr", (int) TCGETATTR.invokeExact(descriptor, termios));
            CFMAKERAW.invokeExact(termios);
            checked("tcsetattr", (int) TCSETATTR.invokeExact(descriptor, TCSANOW, termios));
            // Only after the other end was open once does the system tell that nobody has it open.
            int other = checked("open", (int) OPEN.invokeExact(name, O_RDWR | O_NOCTTY));
            checked("close", (int) CLOSE.invokeExact(other));
            return new Terminal(descriptor, name.getString(0));
        } catch (WireException e) {
            throw e;
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    /** Opens a serial port; throws WireException where the system refuses it. */
    static Terminal serial(Path path, SerialSetting setting) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment name = arena.allocateFrom(path.toString());
            int descriptor = checked("open " + path, (int) OPEN.invokeExact(name, O_RDWR | O_NOCTTY | O_NONBLOCK));
            MemorySegment termios = arena.allocate(TERMIOS_BYTES_MAX);
            checked("tcgetattr", (int) TCGETATTR.invokeExact(descriptor, termios));
            CFMAKERAW.invokeExact(termios);
            checked("cfsetspeed", (int) CFSETSPEED.invokeExact(termios, setting.baud()));
            int flags = termios.get(INT, TERMIOS_CFLAG) & ~(CSIZE | CSTOPB | PARENB | PARODD);
            termios.set(INT, TERMIOS_CFLAG, flags | flags(setting) | CREAD | CLOCAL);
            checked("tcsetattr", (int) TCSETATTR.invokeExact(descriptor, TCSANOW, termios));
            return new Terminal(descriptor, path.toString());
        } catch (WireException e) {
            throw e;
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    private static int flags(SerialSetting setting) {
        int parity = switch (setting.parity()) {
            case NONE -> 0;
            case EVEN -> PARENB;
            case ODD -> PARENB | PARODD;
        };
        return parity | (setting.dataBits() == 8 ? CSIZE : CS7) | (setting.stopBits() == 2 ? CSTOPB : 0);
    }

    /** The path of the other end: what a gateway opens. */
    String otherEnd() {
        return otherEnd;
    }

    /** Has somebody opened the other end? */
    boolean heard() {
        if (closed) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment pollfd = arena.allocate(POLLFD_BYTES, Integer.BYTES);
            pollfd.set(ValueLayout.JAVA_INT, 0, fileDescriptor);
            checked("poll", (int) POLL.invokeExact(pollfd, 1L, 0));
            return (pollfd.get(ValueLayout.JAVA_SHORT, POLLFD_REVENTS) & POLLHUP) == 0;
        } catch (WireException e) {
            throw e;
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    /** How many of the bytes the system took: fewer than given when the other end does not read. */
    int write(byte[] bytes) {
        if (closed) {
            return 0;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
            return (int) Math.max(0, (long) WRITE.invokeExact(fileDescriptor, buffer, (long) bytes.length));
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    /** What was written to the other end and not read before; empty for nothing, also while nobody has it open. */
    byte[] read() {
        if (closed) {
            return new byte[0];
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment buffer = arena.allocate(READ_BYTES);
            long count = (long) READ.invokeExact(fileDescriptor, buffer, (long) READ_BYTES);
            return buffer.asSlice(0, Math.max(0, count)).toArray(ValueLayout.JAVA_BYTE);
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            checked("close", (int) CLOSE.invokeExact(fileDescriptor));
        } catch (WireException e) {
            throw e;
        } catch (Throwable e) {
            throw new WireException("the C library cannot be called", e);
        }
    }

    private static int checked(String what, int result) {
        if (result < 0) {
            throw new WireException(what + " failed");
        }
        return result;
    }
}
