package io.wardkeep.simulator;

import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves devices in real time on one thread, 75 times a second: the rate of the fastest frame. When the machine was
 * busy, devices catch up.
 */
public final class SimulatorLoop implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SimulatorLoop.class);
    private static final long TICK_NANOS = 1_000_000_000L / 75;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final List<? extends BedsideDevice> devices;
    private final Thread thread;
    private volatile boolean running = true;
    private volatile List<Tally> tallies;

    private SimulatorLoop(List<? extends BedsideDevice> devices) {
        this.devices = List.copyOf(devices);
        this.tallies = this.devices.stream().map(BedsideDevice::tally).toList();
        this.thread = Thread.ofPlatform().name("simulator-loop").unstarted(this::run);
    }

    /** Starts moving the devices, which belong to the loop from now on. */
    public static SimulatorLoop start(List<? extends BedsideDevice> devices) {
        SimulatorLoop loop = new SimulatorLoop(devices);
        loop.thread.start();
        return loop;
    }

    /** What each device had done by the last tick; any thread. */
    public List<Tally> tallies() {
        return tallies;
    }

    /** Is it still moving them? False after {@link #close} and after a defect. */
    public boolean running() {
        return running;
    }

    private void run() {
        long startNanos = System.nanoTime();
        long tick = 0;
        try {
            while (running) {
                long atMillis = (System.nanoTime() - startNanos) / NANOS_PER_MILLI;
                for (BedsideDevice device : devices) {
                    device.advance(atMillis);
                }
                tallies = devices.stream().map(BedsideDevice::tally).toList();
                tick = Math.max(tick + 1, (System.nanoTime() - startNanos) / TICK_NANOS);
                LockSupport.parkNanos(startNanos + tick * TICK_NANOS - System.nanoTime());
            }
        } catch (RuntimeException e) {
            LOGGER.error("the simulation stopped", e);
            running = false;
        } finally {
            devices.forEach(BedsideDevice::close);
        }
    }

    /** Stops, switches all devices off and waits for that; any thread but the loop's own. */
    @Override
    public void close() {
        running = false;
        LockSupport.unpark(thread);
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
