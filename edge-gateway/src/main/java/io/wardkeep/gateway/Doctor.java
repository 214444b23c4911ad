package io.wardkeep.gateway;

import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.health.MetricsText;
import io.wardkeep.gateway.port.LineConfig;
import io.wardkeep.gateway.port.PortConfig;
import io.wardkeep.gateway.port.SerialPlace;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.view.PortsView;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The self-test: looks at what the configuration names, and asks the running gateway what it has heard. */
final class Doctor {

    private static final int CONNECT_MILLIS_MAX = 3_000;
    private static final long FREE_BYTES_MIN = 1L << 30;
    private static final Duration CERTIFICATE_MIN = Duration.ofDays(10);
    private static final double CLOCK_SECONDS_MAX = 2;

    private final GatewayConfig config;
    private final InstantSource clock;
    private final Optional<MetricsText> running;
    private final Optional<PortsView> ports;

    /**
     * Looks.
     *
     * @param running what the running gateway's metrics say; empty when it does not answer
     * @param ports what it has seen on the ways to its devices; empty when it does not answer
     */
    Doctor(GatewayConfig config, InstantSource clock, Optional<MetricsText> running, Optional<PortsView> ports) {
        this.config = config;
        this.clock = clock;
        this.running = running;
        this.ports = ports;
    }

    List<Finding> findings() {
        List<Finding> findings = new ArrayList<>();
        findings.add(
                running.isPresent()
                        ? Finding.ok(
                                "gateway",
                                "answers at " + config.page().host() + ":"
                                        + config.page().port())
                        : Finding.fail("gateway", "does not answer", "start it: systemctl start wardkeep-gateway"));
        ports.ifPresentOrElse(
                seen -> config.devices()
                        .keySet()
                        .forEach(device -> findings.add(new PortFindings(seen).of(device.name()))),
                () -> config.ports().forEach(port -> findings.add(port(port))));
        running.ifPresent(metrics -> config.devices().keySet().forEach(device -> device(metrics, device, findings)));
        running.filter(_ -> config.mqtt().isPresent()).ifPresent(metrics -> endpoint(metrics, findings));
        running.ifPresent(metrics -> findings.add(clock(metrics)));
        findings.add(disk());
        running.ifPresent(metrics -> findings.add(losses(metrics)));
        config.hub().ifPresent(hub -> {
            findings.add(certificate(hub));
            findings.add(reach(hub));
        });
        running.filter(_ -> !config.peers().gateways().isEmpty())
                .ifPresent(metrics -> findings.add(neighbours(metrics)));
        return findings;
    }

    private Finding neighbours(MetricsText metrics) {
        int named = config.peers().gateways().size();
        double linked = metrics.value("wardkeep_neighbours_linked").orElse(0.0);
        String detail = count(linked) + " of " + named + " linked";
        return linked >= named
                ? Finding.ok("neighbours", detail)
                : Finding.warn("neighbours", detail, "do both name each other in peers? the log has the reason");
    }

    private static Finding port(PortConfig port) {
        String subject = "port " + port.device();
        return switch (port.line()) {
            case LineConfig.SerialLine serial ->
                switch (serial.place().find()) {
                    case SerialPlace.Found.At(String path) -> serial(subject, Path.of(path));
                    case SerialPlace.Found.Not(String reason) ->
                        Finding.fail(subject, reason, "plug the adapter in, or correct ports.serial.usb");
                };
            case LineConfig.TcpLine tcp ->
                connects(tcp.host(), tcp.port())
                        ? Finding.ok(subject, tcp.host() + ":" + tcp.port() + " answers")
                        : Finding.fail(
                                subject,
                                tcp.host() + ":" + tcp.port() + " does not answer",
                                "look at the serial server and its cable");
            case LineConfig.UdpLine udp ->
                known(udp.host())
                        ? Finding.ok(subject, "datagrams of " + udp.host() + ":" + udp.port())
                        : Finding.fail(
                                subject,
                                "nobody knows the host " + udp.host(),
                                "correct ports.udp.host, or give the address");
        };
    }

    private static Finding serial(String subject, Path path) {
        if (!Files.exists(path)) {
            return Finding.fail(subject, path + " does not exist", "plug the adapter in, or correct ports.serial.path");
        }
        return Files.isReadable(path) && Files.isWritable(path)
                ? Finding.ok(subject, path + " is there")
                : Finding.fail(subject, path + " may not be opened", "put the user into the group dialout");
    }

    private static void device(MetricsText metrics, DeviceId device, List<Finding> findings) {
        String name = device.name();
        metrics.of("wardkeep_values_refused_total").stream()
                .filter(sample -> sample.label("port").equals(name) && sample.value() > 0)
                .forEach(sample -> findings.add(Finding.warn(
                        "port " + name,
                        count(sample.value()) + " values refused: " + sample.label("reason"),
                        "look at the device's codes and units")));
        String leftOut = metrics.of("wardkeep_values_left_out_total").stream()
                .filter(sample -> sample.label("port").equals(name) && sample.value() > 0)
                .map(sample -> count(sample.value()) + " " + sample.label("reason"))
                .sorted()
                .collect(Collectors.joining(", "));
        if (!leftOut.isEmpty()) {
            findings.add(Finding.ok("port " + name, "not taken here: " + leftOut));
        }
        metrics.value("wardkeep_values_implausible_total", "port", name)
                .filter(count -> count > 0)
                .ifPresent(count -> findings.add(
                        Finding.warn("port " + name, count(count) + " implausible values", "look at the sensor")));
    }

    private static void endpoint(MetricsText metrics, List<Finding> findings) {
        double connections = metrics.value("wardkeep_mqtt_connections").orElse(0.0);
        findings.add(Finding.ok("mqtt", count(connections) + " clients"));
        metrics.of("wardkeep_mqtt_refused_total").stream()
                .filter(sample -> sample.value() > 0)
                .forEach(sample -> findings.add(Finding.warn(
                        "mqtt",
                        count(sample.value()) + " refused: " + sample.label("reason"),
                        "look which client sends that")));
        metrics.of("wardkeep_mqtt_unknown_devices_total").stream()
                .filter(sample -> sample.value() > 0)
                .forEach(sample -> findings.add(Finding.warn(
                        "mqtt",
                        count(sample.value()) + " messages of " + sample.label("device") + ", which is not configured",
                        "name it in mqtt.devices, or switch it off")));
    }

    private static Finding clock(MetricsText metrics) {
        double offset = metrics.value("wardkeep_clock_offset_seconds").orElse(0.0);
        String detail = String.format(Locale.ROOT, "%.3f s from where it was at the start", offset);
        return Math.abs(offset) < CLOCK_SECONDS_MAX
                ? Finding.ok("clock", detail)
                : Finding.warn("clock", detail, "look at the time server; then restart the gateway");
    }

    private Finding disk() {
        Path directory = config.state().directory();
        if (!Files.isDirectory(directory)) {
            return Finding.warn("disk", directory + " is not there yet", "the first start makes it");
        }
        long free = directory.toFile().getUsableSpace();
        String detail = free / (1L << 20) + " MiB free in " + directory;
        if (free == 0) {
            return Finding.fail("disk", detail, "make room");
        }
        return free < FREE_BYTES_MIN
                ? Finding.warn("disk", detail, "make room, or keep readings for a shorter time (state.retain)")
                : Finding.ok("disk", detail);
    }

    private static Finding losses(MetricsText metrics) {
        double lost = metrics.of("wardkeep_lost_observations_total").stream()
                .mapToDouble(MetricsText.Sample::value)
                .sum();
        return lost == 0
                ? Finding.ok("journal", "nothing lost")
                : Finding.warn("journal", count(lost) + " readings lost", "look at the disk and the log");
    }

    private Finding certificate(GatewayConfig.Hub hub) {
        try {
            Instant until = IdentityDirectory.read(hub.identity())
                    .chain()
                    .getFirst()
                    .getNotAfter()
                    .toInstant();
            Duration left = Duration.between(clock.instant(), until);
            if (left.isNegative()) {
                return Finding.fail("certificate", "expired at " + until, "wardkeep-provision renew");
            }
            return left.compareTo(CERTIFICATE_MIN) < 0
                    ? Finding.warn("certificate", "expires at " + until, "wardkeep-provision renew")
                    : Finding.ok("certificate", "valid until " + until);
        } catch (IdentityException unusable) {
            return Finding.fail("certificate", String.valueOf(unusable.getMessage()), "wardkeep-provision enrol");
        }
    }

    private static Finding reach(GatewayConfig.Hub hub) {
        int port = hub.url().getPort() < 0 ? 443 : hub.url().getPort();
        String place = hub.url().getHost() + ":" + port;
        return connects(hub.url().getHost(), port)
                ? Finding.ok("hub", place + " answers")
                : Finding.warn("hub", place + " does not answer", "look at the network; care goes on meanwhile");
    }

    private static boolean known(String host) {
        try {
            return !InetAddress.getByName(host).getHostAddress().isEmpty();
        } catch (UnknownHostException unknown) {
            return false;
        }
    }

    private static boolean connects(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS_MAX);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    private static String count(double value) {
        return Long.toString(Math.round(value));
    }
}
