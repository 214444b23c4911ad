package io.wardkeep.gateway;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.configuration.ConfigNode;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.driver.Driver;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.gateway.port.DriverChoice;
import io.wardkeep.gateway.port.LineConfig;
import io.wardkeep.gateway.port.PortConfig;
import io.wardkeep.gateway.port.SerialPlace;
import io.wardkeep.gateway.port.UsbBus;
import io.wardkeep.gateway.port.UsbIdentity;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the section {@code ports}: which driver hears which device on which line. */
final class PortReader {

    private PortReader() {}

    static List<PortConfig> ports(Optional<ConfigNode> found) throws ConfigException {
        List<PortConfig> ports = new ArrayList<>();
        Set<DeviceId> names = new HashSet<>();
        Set<Integer> listening = new HashSet<>();
        if (found.isPresent()) {
            for (ConfigNode node : found.get().elements()) {
                PortConfig port = port(node, ports.size() + 1);
                if (!names.add(port.device())) {
                    throw node.wrong("the name " + port.device() + " stands there twice");
                }
                if (port.line() instanceof LineConfig.UdpLine udp
                        && udp.listen() != 0
                        && !listening.add(udp.listen())) {
                    throw node.wrong("another port listens at UDP port " + udp.listen() + " already");
                }
                ports.add(port);
            }
        }
        return ports;
    }

    private static PortConfig port(ConfigNode node, int number) throws ConfigException {
        DeviceId name = node.get("name", DeviceId::new, new DeviceId("port-" + number));
        Optional<BedId> bed = ConfigReader.bed(node);
        ConfigNode chosen = node.required("driver");
        Optional<Driver> named = chosen.as(text -> text.equals(DriverChoice.AUTO))
                ? Optional.empty()
                : Optional.of(chosen.as(PortReader::driver));
        Optional<ConfigNode> serial = node.optional("serial");
        Optional<ConfigNode> tcp = node.optional("tcp");
        Optional<ConfigNode> udp = node.optional("udp");
        if (serial.stream().count() + tcp.stream().count() + udp.stream().count() != 1) {
            throw node.wrong("one of serial, tcp, udp says how the device is reached");
        }
        node.end();
        ConfigNode way = serial.or(() -> tcp).or(() -> udp).orElseThrow();
        if (named.isEmpty()) {
            if (udp.isPresent()) {
                throw chosen.wrong("auto listens on serial and tcp lines; here the driver must be named");
            }
            return serial.isPresent() ? detectedOnSerial(name, bed, way) : detectedOnTcp(name, bed, way);
        }
        Driver driver = named.get();
        LineConfig line =
                serial.isPresent() ? serial(way, setting(way, driver)) : tcp.isPresent() ? tcp(way) : udp(way);
        fits(driver, line, way);
        return new PortConfig(name, bed, new DriverChoice.Named(driver), line);
    }

    private static PortConfig detectedOnSerial(DeviceId name, Optional<BedId> bed, ConfigNode way)
            throws ConfigException {
        Optional<ConfigNode> baud = way.optional("baud");
        Optional<SerialSetting> only = baud.isPresent()
                ? Optional.of(setting(way, SerialSetting.plain(baud.get().as(ConfigUnits::integer))))
                : Optional.empty();
        DriverChoice.Detected choice = DriverChoice.Detected.onSerial(Drivers.all(), only);
        SerialSetting first = choice.trials().getFirst().setting().orElseThrow();
        return new PortConfig(name, bed, choice, serial(way, first));
    }

    private static PortConfig detectedOnTcp(DeviceId name, Optional<BedId> bed, ConfigNode way) throws ConfigException {
        return new PortConfig(name, bed, DriverChoice.Detected.onTcp(Drivers.all()), tcp(way));
    }

    private static Driver driver(String name) {
        return Drivers.named(name)
                .orElseThrow(() -> new IllegalArgumentException("there is no driver " + name + "; there are auto, "
                        + String.join(
                                ", ", Drivers.all().stream().map(Driver::name).toList())));
    }

    private static void fits(Driver driver, LineConfig line, ConfigNode way) throws ConfigException {
        if (line.carries().stream().noneMatch(driver.sheet().carriers()::contains)) {
            throw way.wrong("a " + driver.name() + " is not reached so, but by "
                    + driver.sheet().carriers().stream()
                            .map(carrier -> carrier.name().toLowerCase(Locale.ROOT))
                            .collect(Collectors.joining(", ")));
        }
    }

    /** What nobody said is as the device's document has it, for the speed that somebody said. */
    private static SerialSetting setting(ConfigNode node, Driver driver) throws ConfigException {
        List<SerialSetting> usual = driver.sheet().serial();
        SerialSetting first = usual.isEmpty() ? SerialSetting.plain(9_600) : usual.getFirst();
        int baud = node.get("baud", ConfigUnits::integer, first.baud());
        return setting(
                node,
                usual.stream()
                        .filter(setting -> setting.baud() == baud)
                        .findFirst()
                        .orElse(first));
    }

    private static SerialSetting setting(ConfigNode node, SerialSetting otherwise) throws ConfigException {
        int baud = node.get("baud", ConfigUnits::integer, otherwise.baud());
        int dataBits = node.get("data-bits", ConfigUnits::integer, otherwise.dataBits());
        int stopBits = node.get("stop-bits", ConfigUnits::integer, otherwise.stopBits());
        SerialSetting.Parity parity = node.get("parity", PortReader::parity, otherwise.parity());
        return node.made(() -> new SerialSetting(baud, dataBits, parity, stopBits));
    }

    private static LineConfig serial(ConfigNode node, SerialSetting setting) throws ConfigException {
        Optional<ConfigNode> usb = node.optional("usb");
        SerialPlace place = usb.isPresent()
                ? new SerialPlace.ByUsb(usb.get().as(UsbIdentity::parse), UsbBus.SYSTEM)
                : node.required("path").as(SerialPlace.ByPath::new);
        node.end();
        return new LineConfig.SerialLine(place, setting);
    }

    private static SerialSetting.Parity parity(String text) {
        for (SerialSetting.Parity parity : SerialSetting.Parity.values()) {
            if (parity.name().toLowerCase(Locale.ROOT).equals(text)) {
                return parity;
            }
        }
        throw new IllegalArgumentException("none, even or odd is wanted, not " + text);
    }

    private static LineConfig tcp(ConfigNode node) throws ConfigException {
        String host = node.required("host").as(text -> text);
        int port = node.required("port").as(ConfigUnits::port);
        node.end();
        return node.made(() -> new LineConfig.TcpLine(host, port));
    }

    private static LineConfig udp(ConfigNode node) throws ConfigException {
        String host = node.required("host").as(text -> text);
        int port = node.required("port").as(ConfigUnits::port);
        int listen = node.get("listen", ConfigUnits::port, 0);
        node.end();
        return node.made(() -> new LineConfig.UdpLine(host, port, listen));
    }
}
