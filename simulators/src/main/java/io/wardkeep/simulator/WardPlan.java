package io.wardkeep.simulator;

import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.DriverSheet.Carrier;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A mixed ward: a device a bed, the protocols in turn. From the same plan the gateway's configuration can be written
 * before anything runs.
 *
 * @param prefix the ward's name: its beds are {@code PREFIX-01} …
 * @param beds 1 to 99
 * @param protocols in the order of the beds; those by MQTT are left out without an endpoint
 * @param mqtt where devices publish
 * @param serialDirectory where the pseudo-terminals are linked
 * @param networkPort first of the loopback ports, one a bed, for devices that are reached by TCP or UDP; 0 keeps to
 *     pseudo-terminals where a protocol can
 * @param script what happens
 * @param seed for everything that is chance
 */
public record WardPlan(
        String prefix,
        int beds,
        List<String> protocols,
        Optional<MqttTarget> mqtt,
        Path serialDirectory,
        int networkPort,
        Script script,
        long seed) {

    /** A small ward's three: two kinds of oximeters, and monitors. */
    public static final List<String> FEW = List.of("nonin-oem3", "masimo-ascii1", "wardkeep-json");

    /** They are configured by what they call themselves, and not as a port or a publisher. */
    private static final Set<String> LONERS = Set.of("hl7", "sparkplug");

    /** How a device publishes of which the gateway's configuration says nothing. */
    private static final String USUAL_FORMAT = "wardkeep-json";

    private static final int BEDS_MAX = 99;

    /** Rejects an impossible number of beds, and protocols of which none can be. */
    public WardPlan {
        if (beds < 1 || beds > BEDS_MAX) {
            throw new IllegalArgumentException("beds must be 1 to " + BEDS_MAX + ", not " + beds);
        }
        protocols = protocols.stream()
                .filter(protocol -> mqtt.isPresent() || !DeviceFactory.BY_MQTT.contains(protocol))
                .toList();
        protocols.stream().filter(LONERS::contains).findFirst().ifPresent(loner -> {
            throw new IllegalArgumentException(loner + " is no part of a ward: run it as a device");
        });
        if (protocols.isEmpty()) {
            throw new IllegalArgumentException("no protocol, or only such as need an MQTT endpoint");
        }
    }

    /** Every simulated protocol that a ward can have: HL7 senders and edge nodes are devices by themselves. */
    public static List<String> all() {
        return Stream.concat(DeviceFactory.ON_LINES.stream(), DeviceFactory.BY_MQTT.stream())
                .filter(protocol -> !LONERS.contains(protocol))
                .toList();
    }

    /**
     * A bed and its device.
     *
     * @param bed its name
     * @param device the device's name: that of the port, or that in the topic
     * @param driver the gateway's driver for it
     * @param spot where both meet
     */
    public record Place(BedId bed, DeviceId device, String driver, Spot spot) {

        /** The serial port that the gateway opens, if it is one. */
        public Optional<Path> path() {
            return spot instanceof Spot.Cable(Path path, var _) ? Optional.of(path) : Optional.empty();
        }
    }

    /** All beds, in order. */
    public List<Place> places() {
        return IntStream.rangeClosed(1, beds).mapToObj(this::place).toList();
    }

    private Place place(int number) {
        String digits = String.format(Locale.ROOT, "%02d", number);
        String protocol = protocols.get((number - 1) % protocols.size());
        DeviceId device = new DeviceId(DeviceFactory.stem(protocol) + "-" + digits);
        return new Place(new BedId(prefix + "-" + digits), device, protocol, spot(number, protocol, device));
    }

    /** A protocol that has several ways takes them in turn, from one of its beds to the next. */
    private Spot spot(int number, String protocol, DeviceId device) {
        if (DeviceFactory.BY_MQTT.contains(protocol)) {
            return new Spot.Broker();
        }
        DriverSheet sheet = Drivers.named(protocol).orElseThrow().sheet();
        List<Spot> ways = sheet.carriers().stream()
                .flatMap(carrier -> ways(carrier, number, sheet, device))
                .distinct()
                .toList();
        if (ways.isEmpty()) {
            throw new IllegalArgumentException(protocol + " needs the network: choose a first port");
        }
        return ways.get((number - 1) / protocols.size() % ways.size());
    }

    private Stream<Spot> ways(Carrier carrier, int number, DriverSheet sheet, DeviceId device) {
        Spot server = new Spot.Server(networkPort + number - 1);
        return switch (carrier) {
            case SERIAL -> {
                Spot cable = new Spot.Cable(
                        serialDirectory.resolve(device.name()), sheet.serial().getFirst());
                yield networkPort == 0 ? Stream.of(cable) : Stream.of(cable, server);
            }
            case TCP -> networkPort == 0 ? Stream.empty() : Stream.of(server);
            case UDP -> networkPort == 0 ? Stream.empty() : Stream.of(new Spot.Datagrams(networkPort + number - 1));
            case MLLP, MQTT -> Stream.empty();
        };
    }

    /** The list below {@code ports:} of a gateway's configuration, indented by two; empty for none. */
    public String portLines() {
        return places().stream()
                .filter(place -> !(place.spot() instanceof Spot.Broker))
                .map(place -> "  - {name: " + place.device() + ", bed: " + place.bed() + ", driver: " + place.driver()
                        + ", " + place.spot().configuration() + "}\n")
                .collect(Collectors.joining());
    }

    private static String format(String driver) {
        return driver.equals(USUAL_FORMAT) ? "" : ", format: " + driver;
    }

    /** The map below {@code mqtt: devices:} of a gateway's configuration, indented by four; empty for none. */
    public String publisherLines() {
        return places().stream()
                .filter(place -> place.spot() instanceof Spot.Broker)
                .map(place -> "    " + place.device() + ": {bed: " + place.bed() + format(place.driver()) + "}\n")
                .collect(Collectors.joining());
    }
}
