package io.wardkeep.demo;

import io.wardkeep.password.PasswordHash;
import io.wardkeep.simulator.WardPlan;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Locale;

/**
 * A ward's gateway configuration as text: the devices of a simulated ward, and whatever else shall be heard.
 *
 * @param plan ports and directories
 * @param ward index of the ward
 * @param home the gateway's directory
 * @param identity its identity
 * @param devices the simulated ward
 * @param extraDevices more MQTT devices, all at the first bed
 * @param staff who may act on the ward page, as {@link #staff} writes it
 */
record GatewayFile(
        DemoPlan plan, int ward, Path home, Path identity, WardPlan devices, List<String> extraDevices, String staff) {

    String text() {
        String name = DemoPlan.WARDS.get(ward);
        StringBuilder published = new StringBuilder(devices.publisherLines());
        for (String device : extraDevices) {
            published.append("    %s: {bed: %s-01}%n".formatted(device, name));
        }
        return """
                gateway: {site: %s-box-1, ward: %s}
                state: {directory: %s, retain: 30d, reserve: 16MiB}
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
                        state(home),
                        devices.portLines(),
                        plan.mqttPort(ward),
                        published,
                        plan.linkPort(ward),
                        identity,
                        plan.page(ward).getPort(),
                        staff);
    }

    /** Where a gateway of this home keeps its state. */
    static Path state(Path home) {
        return home.resolve("state");
    }

    /** The staff of every ward: hashing a PIN takes its time on purpose, so once for all of them. */
    static String staff(List<Stage.Login> logins, SecureRandom random) {
        StringBuilder staff = new StringBuilder();
        for (Stage.Login login : logins) {
            String hash =
                    PasswordHash.create(login.password().toCharArray(), random).phc();
            staff.append("  - {user: %s, name: \"%s\", role: %s, pin: \"%s\"}%n"
                    .formatted(login.user(), login.name(), login.role(), hash));
        }
        return staff.toString();
    }
}
