package io.wardkeep.systemd;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a real datagram socket in systemd's place. */
class SystemdNotifierIT {

    @TempDir
    private Path directory;

    @Test
    void saysThatTheProgramIsReadyThatItIsAliveAndThatItStops() throws Throwable {
        Path name = directory.resolve("notify");
        try (Receiver systemd = new Receiver(name)) {
            SystemdNotifier notifier = new SystemdNotifier(name.toString());
            assertThat(notifier.ready()).isTrue();
            assertThat(systemd.receive()).isEqualTo("READY=1");
            assertThat(notifier.alive()).isTrue();
            assertThat(systemd.receive()).isEqualTo("WATCHDOG=1");
            assertThat(notifier.stopping()).isTrue();
            assertThat(systemd.receive()).isEqualTo("STOPPING=1");
        }
    }

    @Test
    void saysNothingWhereNobodyListens() {
        assertThat(new SystemdNotifier("").ready()).isFalse();
        assertThat(new SystemdNotifier(directory.resolve("nobody").toString()).ready())
                .isFalse();
    }

    /** Java has no datagram sockets of that family: bound and read by system calls. */
    private static final class Receiver implements AutoCloseable {

        private static final int DO_NOT_WAIT = 0x40;

        private final Arena arena = Arena.ofConfined();
        private final int descriptor;

        Receiver(Path name) throws Throwable {
            byte[] path = name.toString().getBytes(StandardCharsets.UTF_8);
            MemorySegment address = arena.allocate(2 + path.length + 1);
            address.set(ValueLayout.JAVA_SHORT, 0, (short) 1);
            MemorySegment.copy(path, 0, address, ValueLayout.JAVA_BYTE, 2, path.length);
            descriptor = (int) call(
                            "socket",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(1, 2, 0);
            int bound = (int) call(
                            "bind",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(descriptor, address, (int) address.byteSize());
            assertThat(bound).isZero();
        }

        String receive() throws Throwable {
            MemorySegment buffer = arena.allocate(100);
            long length = (long) call(
                            "recv",
                            FunctionDescriptor.of(
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT,
                                    ValueLayout.ADDRESS,
                                    ValueLayout.JAVA_LONG,
                                    ValueLayout.JAVA_INT))
                    .invokeExact(descriptor, buffer, buffer.byteSize(), DO_NOT_WAIT);
            assertThat(length).isPositive();
            return new String(buffer.asSlice(0, length).toArray(ValueLayout.JAVA_BYTE), StandardCharsets.UTF_8);
        }

        @Override
        public void close() {
            try {
                int closed = (int) call("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT))
                        .invokeExact(descriptor);
                assertThat(closed).isZero();
            } catch (Throwable broken) {
                throw new IllegalStateException(broken);
            }
            arena.close();
        }

        @SuppressWarnings("restricted") // the tests run with native access
        private static MethodHandle call(String name, FunctionDescriptor descriptor) {
            Linker linker = Linker.nativeLinker();
            return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
        }
    }
}
