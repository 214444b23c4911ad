package io.wardkeep.gateway;

import io.wardkeep.command.Complaints;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.configuration.ConfigNode;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.driver.message.MessageDriver;
import io.wardkeep.gateway.page.PageConfig;
import io.wardkeep.gateway.page.Role;
import io.wardkeep.gateway.page.StaffMember;
import io.wardkeep.gateway.port.BrokerConfig;
import io.wardkeep.gateway.port.MllpConfig;
import io.wardkeep.gateway.port.MqttConfig;
import io.wardkeep.gateway.port.MqttCredentials;
import io.wardkeep.gateway.port.PortConfig;
import io.wardkeep.password.PasswordHash;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.WardId;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a gateway's configuration file, section by section. */
final class ConfigReader {

    private static final Path STATE = Path.of("/var/lib/wardkeep/gateway");

    private static final String USUAL_FORMAT = "wardkeep-json";

    private final Path file;

    ConfigReader(Path file) {
        this.file = file;
    }

    GatewayConfig read() throws ConfigException {
        String yaml;
        try {
            yaml = Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new ConfigException(Complaints.text(unreadable));
        }
        ConfigNode root = ConfigNode.parse(file.toString(), yaml);
        ConfigNode gateway = root.required("gateway");
        String site = gateway.required("site").as(text -> new DeviceId(text).name());
        WardId ward = gateway.required("ward").as(WardId::new);
        gateway.end();
        GatewayConfig.State state = state(root.optional("state"));
        List<PortConfig> ports = PortReader.ports(root.optional("ports"));
        Optional<ConfigNode> mqttNode = root.optional("mqtt");
        Optional<MqttConfig> mqtt = mqttNode.isPresent() ? Optional.of(mqtt(mqttNode.get())) : Optional.empty();
        Optional<ConfigNode> mllpNode = root.optional("mllp");
        Optional<MllpConfig> mllp = mllpNode.isPresent() ? Optional.of(mllp(mllpNode.get())) : Optional.empty();
        LimitProfile profile = profile(root.optional("limits"));
        Optional<ConfigNode> hubNode = root.optional("hub");
        Optional<GatewayConfig.Hub> hub = hubNode.isPresent() ? Optional.of(hub(hubNode.get())) : Optional.empty();
        Optional<ConfigNode> peersNode = root.optional("peers");
        GatewayConfig.Peers peers = peersNode.isPresent()
                ? peers(peersNode.get(), site, hub)
                : new GatewayConfig.Peers(Optional.empty(), List.of());
        List<StaffMember> staff = staff(root.optional("staff"));
        PageConfig page = page(root, ward, staff);
        root.end();
        Set<DeviceId> named = new HashSet<>();
        ports.forEach(port -> named.add(port.device()));
        if (mqtt.isPresent()) {
            onceEach(root.required("mqtt"), mqtt.get().devices().keySet(), named);
            onceEach(root.required("mqtt"), mqtt.get().sparkplug().keySet(), named);
        }
        if (mllp.isPresent()) {
            onceEach(root.required("mllp"), mllp.get().devices().keySet(), named);
        }
        return new GatewayConfig(site, ward, state, ports, mqtt, mllp, profile, hub, peers, page);
    }

    private static void onceEach(ConfigNode section, Set<DeviceId> devices, Set<DeviceId> named)
            throws ConfigException {
        for (DeviceId device : devices) {
            if (!named.add(device)) {
                throw section.wrong("the device " + device + " stands in another section too");
            }
        }
    }

    private static GatewayConfig.State state(Optional<ConfigNode> found) throws ConfigException {
        Duration retain = Duration.ofDays(30);
        if (found.isEmpty()) {
            return new GatewayConfig.State(STATE, STATE.resolve("witness"), retain, 64L << 20);
        }
        ConfigNode node = found.get();
        Path directory = node.get("directory", Path::of, STATE);
        Path witness = node.get("witness", Path::of, directory.resolve("witness"));
        Optional<ConfigNode> retained = node.optional("retain");
        if (retained.isPresent()) {
            retain = retained.get().as(ConfigUnits::duration);
            if (retain.compareTo(Duration.ofHours(1)) < 0) {
                throw retained.get().wrong("at least 1h");
            }
        }
        long reserve = node.get("reserve", ConfigUnits::bytes, 64L << 20);
        node.end();
        return new GatewayConfig.State(directory, witness, retain, reserve);
    }

    static Optional<BedId> bed(ConfigNode node) throws ConfigException {
        Optional<ConfigNode> bed = node.optional("bed");
        return bed.isPresent() ? Optional.of(bed.get().as(BedId::new)) : Optional.empty();
    }

    private MqttConfig mqtt(ConfigNode node) throws ConfigException {
        ConfigUnits.Listen listen = node.get("listen", ConfigUnits::listen, new ConfigUnits.Listen("127.0.0.1", 1_883));
        int message = Math.toIntExact(node.get("message", ConfigUnits::bytes, (long) MqttConfig.MESSAGE_BYTES_MAX));
        int connections = node.get("connections", ConfigUnits::integer, MqttConfig.CONNECTIONS_MAX);
        int inFlight = node.get("in-flight", ConfigUnits::integer, MqttConfig.IN_FLIGHT_MAX);
        Optional<MqttCredentials> credentials = credentials(node.optional("credentials"));
        List<BrokerConfig> brokers = new ArrayList<>();
        Optional<ConfigNode> subscribe = node.optional("subscribe");
        if (subscribe.isPresent()) {
            for (ConfigNode broker : subscribe.get().elements()) {
                brokers.add(broker(broker));
            }
        }
        Map<DeviceId, MqttConfig.Publisher> devices = new TreeMap<>();
        Optional<ConfigNode> named = node.optional("devices");
        if (named.isPresent()) {
            for (Map.Entry<String, ConfigNode> entry : named.get().entries().entrySet()) {
                DeviceId device = entry.getValue().made(() -> new DeviceId(entry.getKey()));
                devices.put(device, new MqttConfig.Publisher(bed(entry.getValue()), format(entry.getValue())));
                entry.getValue().end();
            }
        }
        Map<DeviceId, MqttConfig.SparkplugDevice> sparkplug = sparkplug(node.optional("sparkplug"));
        node.end();
        return node.made(() -> new MqttConfig(
                listen.host(),
                listen.port(),
                devices,
                sparkplug,
                credentials,
                brokers,
                message,
                connections,
                inFlight));
    }

    /** How a device's messages are written; where nobody says, in our own JSON. */
    private static MessageDriver format(ConfigNode device) throws ConfigException {
        SortedMap<String, MessageDriver> formats = new TreeMap<>();
        Drivers.ofMessages().forEach(driver -> formats.put(driver.name(), driver));
        return device.among("format", formats, USUAL_FORMAT);
    }

    private static Map<DeviceId, MqttConfig.SparkplugDevice> sparkplug(Optional<ConfigNode> found)
            throws ConfigException {
        Map<DeviceId, MqttConfig.SparkplugDevice> devices = new TreeMap<>();
        if (found.isPresent()) {
            for (Map.Entry<String, ConfigNode> entry : found.get().entries().entrySet()) {
                ConfigNode told = entry.getValue();
                Optional<BedId> bed = bed(told);
                devices.put(
                        told.made(() -> new DeviceId(entry.getKey())),
                        told.required("node").as(name -> new MqttConfig.SparkplugDevice(name, bed)));
                told.end();
            }
        }
        return devices;
    }

    private static MllpConfig mllp(ConfigNode node) throws ConfigException {
        ConfigUnits.Listen listen = node.get("listen", ConfigUnits::listen, new ConfigUnits.Listen("127.0.0.1", 2_575));
        int connections = node.get("connections", ConfigUnits::integer, MllpConfig.CONNECTIONS_MAX);
        ZoneId zone = node.get("zone", ConfigReader::zone, ZoneId.systemDefault());
        Map<BedId, String> locations = new TreeMap<>();
        Optional<ConfigNode> places = node.optional("locations");
        if (places.isPresent()) {
            for (Map.Entry<String, ConfigNode> entry : places.get().entries().entrySet()) {
                BedId bed = entry.getValue().made(() -> new BedId(entry.getKey()));
                locations.put(bed, entry.getValue().as(text -> text));
            }
        }
        Map<DeviceId, MllpConfig.Device> devices = new TreeMap<>();
        for (Map.Entry<String, ConfigNode> entry :
                node.required("devices").entries().entrySet()) {
            ConfigNode told = entry.getValue();
            Optional<ConfigNode> equipment = told.optional("equipment");
            Optional<String> name =
                    equipment.isPresent() ? Optional.of(equipment.get().as(text -> text)) : Optional.empty();
            devices.put(told.made(() -> new DeviceId(entry.getKey())), new MllpConfig.Device(bed(told), name));
            told.end();
        }
        node.end();
        return node.made(() -> new MllpConfig(listen.host(), listen.port(), devices, locations, zone, connections));
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            throw new IllegalArgumentException("a time zone like Europe/Stockholm is wanted", unknown);
        }
    }

    private BrokerConfig broker(ConfigNode node) throws ConfigException {
        String uri = node.required("uri").as(text -> text);
        String client = node.get("client", text -> text, "wardkeep");
        Optional<MqttCredentials> credentials = credentials(node.optional("credentials"));
        node.end();
        return new BrokerConfig(uri, client, credentials);
    }

    private Optional<MqttCredentials> credentials(Optional<ConfigNode> found) throws ConfigException {
        if (found.isEmpty()) {
            return Optional.empty();
        }
        ConfigNode node = found.get();
        String user = node.required("user").as(text -> text);
        String password = node.required("password-file").as(this::secret);
        node.end();
        return Optional.of(new MqttCredentials(user, password));
    }

    /** Secrets stand in files of their own, never in the configuration. */
    private String secret(String name) {
        try {
            return Files.readString(beside(name), StandardCharsets.UTF_8).strip();
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private Path beside(String name) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? Path.of(name) : parent.resolve(name);
    }

    private static LimitProfile profile(Optional<ConfigNode> found) throws ConfigException {
        if (found.isEmpty()) {
            return LimitProfile.named("adult").orElseThrow();
        }
        LimitProfile profile = found.get()
                .get(
                        "profile",
                        name -> LimitProfile.named(name)
                                .orElseThrow(() -> new IllegalArgumentException(
                                        "there is no profile " + name + "; there are adult, none")),
                        LimitProfile.named("adult").orElseThrow());
        found.get().end();
        return profile;
    }

    private static GatewayConfig.Hub hub(ConfigNode node) throws ConfigException {
        URI url = node.required("url").as(ConfigReader::address);
        Path identity = node.required("identity").as(Path::of);
        node.end();
        return new GatewayConfig.Hub(url, identity);
    }

    private static URI address(String text) {
        URI uri = URI.create(text);
        if (!"wss".equals(uri.getScheme()) || uri.getHost() == null) {
            throw new IllegalArgumentException("an address like wss://hub.example:8444/sync is wanted");
        }
        return uri;
    }

    private static GatewayConfig.Peers peers(ConfigNode node, String site, Optional<GatewayConfig.Hub> hub)
            throws ConfigException {
        if (hub.isEmpty()) {
            throw node.wrong("peers need the identity of the section hub");
        }
        Optional<ConfigNode> listening = node.optional("listen");
        Optional<ConfigUnits.Listen> listen =
                listening.isPresent() ? Optional.of(listening.get().as(ConfigUnits::listen)) : Optional.empty();
        List<GatewayConfig.Peer> gateways = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (ConfigNode each : node.required("gateways").elements()) {
            String name = each.required("name").as(text -> new DeviceId(text).name());
            Optional<ConfigNode> url = each.optional("url");
            GatewayConfig.Peer peer = new GatewayConfig.Peer(
                    name, url.isPresent() ? Optional.of(url.get().as(ConfigReader::address)) : Optional.empty());
            each.end();
            if (name.equals(site) || !names.add(name)) {
                throw each.wrong("the name " + name + " is this box's own, or stands there twice");
            }
            if (peer.url().isEmpty() && listen.isEmpty()) {
                throw each.wrong("either url says where to call " + name + ", or peers.listen where it comes in");
            }
            gateways.add(peer);
        }
        node.end();
        return new GatewayConfig.Peers(listen, gateways);
    }

    private static PageConfig page(ConfigNode root, WardId ward, List<StaffMember> staff) throws ConfigException {
        ConfigUnits.Listen listen = new ConfigUnits.Listen("127.0.0.1", 8_080);
        Set<String> names = new HashSet<>();
        Optional<ConfigNode> found = root.optional("page");
        if (found.isPresent()) {
            listen = found.get().get("listen", ConfigUnits::listen, listen);
            Optional<ConfigNode> called = found.get().optional("names");
            if (called.isPresent()) {
                for (ConfigNode name : called.get().elements()) {
                    names.add(name.as(text -> text));
                }
            }
            found.get().end();
        }
        ConfigUnits.Listen at = listen;
        return found.orElse(root)
                .made(() -> new PageConfig(at.host(), at.port(), ward.name(), names, staff, PageConfig.RESOURCES));
    }

    private List<StaffMember> staff(Optional<ConfigNode> found) throws ConfigException {
        List<StaffMember> staff = new ArrayList<>();
        if (found.isPresent()) {
            for (ConfigNode node : found.get().elements()) {
                String user = node.required("user").as(text -> text);
                String name = node.required("name").as(text -> text);
                Role role = node.required("role").as(ConfigReader::role);
                Optional<ConfigNode> pin = node.optional("pin");
                Optional<ConfigNode> pinFile = node.optional("pin-file");
                if (pin.isPresent() == pinFile.isPresent()) {
                    throw node.wrong("either pin (a hash made by wardkeep-gateway hash-pin) or pin-file");
                }
                PasswordHash hash = pin.isPresent()
                        ? pin.get().as(PasswordHash::parse)
                        : pinFile.orElseThrow().as(text -> PasswordHash.parse(secret(text)));
                node.end();
                staff.add(node.made(() -> new StaffMember(user, name, role, hash)));
            }
        }
        return staff;
    }

    private static Role role(String word) {
        return Role.of(word)
                .orElseThrow(() -> new IllegalArgumentException("a role is "
                        + String.join(
                                ", ",
                                List.of(Role.values()).stream().map(Role::word).toList())
                        + ", not " + word));
    }
}
