package io.wardkeep.gateway;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.list.Drivers;
import io.wardkeep.gateway.health.Finding;
import io.wardkeep.gateway.port.DriverChoice;
import io.wardkeep.ward.view.PortValueView;
import io.wardkeep.ward.view.PortView;
import io.wardkeep.ward.view.PortsView;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the self-test says of a port by what the running gateway has seen of it. */
final class PortFindings {

    private static final long SILENT_MILLIS = 10_000;
    /** One bad frame in so many is a line to be looked at; fewer are a cable that was plugged in. */
    private static final int MALFORMED_SHARE = 100;

    private static final int VALUES_SHOWN = 4;

    private final PortsView ports;

    PortFindings(PortsView ports) {
        this.ports = ports;
    }

    /** A port by its name. */
    Finding of(String name) {
        Optional<PortView> found =
                ports.ports().stream().filter(port -> port.port().equals(name)).findFirst();
        return found.map(this::of)
                .orElseGet(() -> Finding.fail(
                        subject(name), "the running gateway does not know it", "restart it: its file has changed"));
    }

    private Finding of(PortView port) {
        String subject = subject(port.port());
        if (!port.present()) {
            return port.way().equals("mqtt")
                    ? Finding.fail(subject, "never heard by MQTT", "is it on, and does it publish in this name?")
                    : Finding.fail(subject, port.reason() + "; " + port.way(), "look at adapter, cable, serial server");
        }
        if (port.driver().equals(DriverChoice.AUTO)) {
            return Finding.fail(
                    subject,
                    "not recognised on " + port.way() + ": " + port.understood(),
                    "is it on? Or name its driver; these must ask and are never tried: " + asking());
        }
        if (port.lastReading() == null) {
            return port.bytes() == 0
                    ? Finding.fail(subject, "nothing comes; " + who(port), "is it on, is its output switched on?")
                    : Finding.fail(
                            subject,
                            port.bytes() + " bytes and no reading; " + who(port) + errors(port),
                            "wrong driver or speed? wardkeep-gateway decode shows the frames");
        }
        long silentMillis = ports.time() - port.lastReading();
        if (silentMillis > SILENT_MILLIS) {
            return Finding.fail(
                    subject,
                    "silent for " + age(silentMillis) + "; " + seen(port),
                    "is it on, is its output switched on, is the cable in?");
        }
        return malformed(port) * MALFORMED_SHARE > port.frames()
                ? Finding.warn(
                        subject,
                        seen(port),
                        "look at cable, driver and speed: wardkeep-gateway decode shows the frames")
                : Finding.ok(subject, seen(port));
    }

    private String seen(PortView port) {
        String pace = String.format(
                Locale.ROOT,
                ": %.1f readings/s, %d readings in %d frames",
                port.readingsPerSecond(),
                port.readings(),
                port.frames());
        return who(port) + pace + errors(port) + values(port);
    }

    private static String who(PortView port) {
        String identity = Stream.of(
                        Optional.ofNullable(port.model()),
                        Optional.ofNullable(port.serial()).map(serial -> "serial " + serial),
                        Optional.ofNullable(port.firmware()).map(firmware -> "firmware " + firmware))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return port.driver() + " on " + port.way() + (identity.isEmpty() ? "" : " (" + identity + ")");
    }

    private static long malformed(PortView port) {
        return port.malformed().values().stream().mapToLong(Long::longValue).sum();
    }

    private static String errors(PortView port) {
        return port.malformed().isEmpty()
                ? ", no errors"
                : port.malformed().entrySet().stream()
                        .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                                .thenComparing(Map.Entry.comparingByKey()))
                        .map(entry -> entry.getValue() + " " + entry.getKey())
                        .collect(Collectors.joining(", ", ", errors: ", ""));
    }

    private String values(PortView port) {
        int more = port.values().size() - VALUES_SHOWN;
        return port.values().stream().limit(VALUES_SHOWN).map(this::value).collect(Collectors.joining())
                + (more > 0 ? "; " + more + " more" : "");
    }

    private String value(PortValueView value) {
        return "; " + value.label() + " "
                + (value.value() == null ? value.validity() : value.value() + unit(value.unit())) + " "
                + age(ports.time() - value.measured()) + " ago";
    }

    private static String unit(String unit) {
        return unit.isEmpty() ? "" : " " + unit;
    }

    private static String age(long millis) {
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", Math.max(0, millis) / 1e3)
                : millis / 60_000 + " min";
    }

    private static String asking() {
        String asking = Drivers.all().stream()
                .filter(driver -> !driver.sheet().speaksFirst())
                .map(Driver::name)
                .collect(Collectors.joining(", "));
        return asking.isEmpty() ? "none" : asking;
    }

    private static String subject(String name) {
        return "port " + name;
    }
}
