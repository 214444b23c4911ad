package io.wardkeep.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * A ward's gateway configuration: two Nonin oximeters and a Masimo on serial lines, the other beds on MQTT monitors, as
 * {@code wardkeep-sim ward} places them.
 *
 * @param plan ports and directories
 * @param ward index of the ward
 * @param home the gateway's directory
 * @param identity its identity
 * @param serial where the simulated serial ports are
 * @param logins who may act on the ward page
 * @param extraDevices more MQTT devices, all at the first bed
 */
record GatewayFile(
        DemoPlan plan,
        int ward,
        Path home,
        Path identity,
        Path serial,
        List<Stage.Login> logins,
        List<String> extraDevices) {

    private static final List<String> SERIAL_DRIVERS = List.of("nonin-oem3", "masimo-ascii1", "nonin-df8");

    String text() {
        String name = DemoPlan.WARDS.get(ward);
        StringBuilder ports = new StringBuilder();
        StringBuilder devices = new StringBuilder();
        for (int bed = 1; bed <= DemoPlan.BEDS_PER_WARD; bed++) {
            String place = "%s-%02d".formatted(name, bed);
            if (bed <= SERIAL_DRIVERS.size()) {
                ports.append("  - {name: ox-%02d, bed: %s, driver: %s, serial: {path: %s/%s, baud: 9600}}%n"
                        .formatted(bed, place, SERIAL_DRIVERS.get(bed - 1), serial, place));
            } else {
                devices.append("    monitor-%s: {bed: %s}%n".formatted(place, place));
            }
        }
        for (String device : extraDevices) {
            devices.append("    %s: {bed: %s-01}%n".formatted(device, name));
        }
        StringBuilder staff = new StringBuilder();
        for (Stage.Login login : logins) {
            staff.append("  - {user: %s, name: \"%s\", role: %s, pin: \"%s\"}%n"
                    .formatted(login.user(), login.name(), login.role(), login.password()));
        }
        return """
                gateway: {site: %s-box-1, ward: %s}
                state: {directory: %s/state, retain: 30d, reserve: 16MiB}
                ports:
                %smqtt:
                  listen: 127.0.0.1:%d
                  devices:
                %slimits: {profile: adult}
                hub: {url: "wss://127.0.0.1:%d/sync", identity: %s}
                page: {listen: "127.0.0.1:%d"}
                staff:
                %s""".formatted(
                        name.toLowerCase(Locale.ROOT),
                        name,
                        home,
                        ports,
                        plan.mqttPort(ward),
                        devices,
                        plan.linkPort(ward),
                        identity,
                        plan.page(ward).getPort(),
                        staff);
    }
}
