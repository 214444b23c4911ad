package io.wardkeep.bench;

import io.wardkeep.demo.DemoPlan;
import java.nio.file.Path;
import java.util.Locale;

/**
 * The configuration of a gateway whose monitors publish by MQTT, one a bed.
 *
 * @param plan ports
 * @param home the gateway's directory
 * @param beds how many
 */
record WardFile(DemoPlan plan, Path home, int beds) {

    private static final int WARD = 0;

    String text() {
        String ward = DemoPlan.WARDS.get(WARD);
        StringBuilder devices = new StringBuilder();
        for (int bed = 0; bed < beds; bed++) {
            devices.append(String.format(
                    Locale.ROOT, "    %s: {bed: %s}%n", WardHistory.device(bed), WardHistory.bed(ward, bed)));
        }
        return """
                gateway: {site: %s-box-1, ward: %s}
                state: {directory: %s/state, retain: 30d, reserve: 16MiB}
                mqtt:
                  listen: 127.0.0.1:%d
                  devices:
                %slimits: {profile: adult}
                hub: {url: "wss://127.0.0.1:%d/sync", identity: %s/identity}
                page: {listen: "127.0.0.1:%d"}
                """.formatted(
                        ward.toLowerCase(Locale.ROOT),
                        ward,
                        home,
                        plan.mqttPort(WARD),
                        devices,
                        plan.linkPort(WARD),
                        home,
                        plan.page(WARD).getPort());
    }
}
