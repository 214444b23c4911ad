package io.wardkeep.simulator;

import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * A mixed ward: in turn a Nonin, a Masimo and a monitor. From the same plan the gateway's configuration can be written
 * before anything runs.
 *
 * @param prefix the ward's name: its beds are {@code PREFIX-01} …
 * @param beds 1 to 99
 * @param mqtt where monitors publish; without it every bed has a device on a line
 * @param serialDirectory where the lines are linked
 * @param script what happens
 * @param seed for everything that is chance
 */
public record WardPlan(
        String prefix, int beds, Optional<MqttTarget> mqtt, Path serialDirectory, Script script, long seed) {

    private static final int BEDS_MAX = 99;
    private static final int KINDS = 3;

    /** Rejects an impossible number of beds. */
    public WardPlan {
        if (beds < 1 || beds > BEDS_MAX) {
            throw new IllegalArgumentException("beds must be 1 to " + BEDS_MAX + ", not " + beds);
        }
    }

    /**
     * A bed and its device.
     *
     * @param bed its name
     * @param device the device's name: that of the port, or that in the topic
     * @param driver the gateway's driver for it
     * @param path the serial port to open; empty for MQTT
     */
    public record Place(BedId bed, DeviceId device, String driver, Optional<Path> path) {}

    /** All beds, in order. */
    public List<Place> places() {
        return IntStream.rangeClosed(1, beds).mapToObj(this::place).toList();
    }

    private Place place(int number) {
        String digits = String.format(Locale.ROOT, "%02d", number);
        BedId bed = new BedId(prefix + "-" + digits);
        int kind = number % KINDS;
        if (kind == 0 && mqtt.isPresent()) {
            return new Place(bed, new DeviceId("monitor-" + digits), "wardkeep-json", Optional.empty());
        }
        DeviceId device = new DeviceId("ox-" + digits);
        String driver = kind == 1 ? "nonin-oem3" : kind == 2 ? "masimo-ascii1" : "nonin-df8";
        return new Place(bed, device, driver, Optional.of(serialDirectory.resolve(device.name())));
    }
}
