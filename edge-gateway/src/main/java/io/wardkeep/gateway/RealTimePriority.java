package io.wardkeep.gateway;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the threads of the alert path run as soon as they have work, whatever else is running: Linux's round-robin
 * real-time scheduling at a low priority, sched(7). Under ordinary scheduling a woken thread may wait for the 3 ms
 * slice of a busy neighbour, such as the journal's writer, and on two cores one delivery in a hundred did. What such a
 * thread starts runs at ordinary priority again, and the kernel keeps a share of every second for others.
 *
 * <p>A sandboxed service is not granted it, and {@code wardkeep-priority} gives it from outside, by the threads' names.
 * Without either everything works, less promptly. Any thread.
 */
final class RealTimePriority {

    /** Below the kernel's own threads and whatever else a box runs in real time. */
    private static final int PRIORITY = 3;

    private static final Logger LOG = LoggerFactory.getLogger(RealTimePriority.class);
    private static final int SCHED_RR = 2;
    private static final int SCHED_RESET_ON_FORK = 0x4000_0000;
    private static final int THIS_THREAD = 0;

    private final Optional<MethodHandle> setScheduler;
    private final AtomicBoolean said = new AtomicBoolean();

    @SuppressWarnings("restricted") // The JDK knows no real-time scheduling; this one call is all there is.
    RealTimePriority() {
        Linker linker = Linker.nativeLinker();
        setScheduler = linker.defaultLookup()
                .find("sched_setscheduler")
                .map(function -> linker.downcallHandle(
                        function,
                        FunctionDescriptor.of(
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.JAVA_INT,
                                ValueLayout.ADDRESS)));
    }

    /** Asks for the calling thread; says in the log, once, when that is not granted. */
    void askForThisThread() {
        if (!granted() && said.compareAndSet(false, true)) {
            LOG.warn("the alert path has ordinary priority and may wait some milliseconds on a busy box, unless"
                    + " wardkeep-priority raises it, as the service's unit does");
        }
    }

    private boolean granted() {
        if (setScheduler.isEmpty()) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment parameter = arena.allocateFrom(ValueLayout.JAVA_INT, PRIORITY);
            return (int) setScheduler.get().invokeExact(THIS_THREAD, SCHED_RR | SCHED_RESET_ON_FORK, parameter) == 0;
        } catch (Throwable impossible) {
            throw new IllegalStateException("the C library cannot be called", impossible);
        }
    }
}
