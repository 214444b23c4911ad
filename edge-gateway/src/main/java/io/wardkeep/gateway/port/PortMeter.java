package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Counts what a port sees. Owned by the port's thread; others get immutable snapshots. */
final class PortMeter {

    private final DeviceId device;
    private final Optional<BedId> bed;
    private final String way;
    private final Map<String, Long> malformed = new HashMap<>();
    private boolean present;
    private String reason = "not opened yet";
    private long openings;
    private long bytes;
    private long deliveries;
    private long readings;
    private long repeated;
    private OptionalLong lastReadingMillis = OptionalLong.empty();

    PortMeter(DeviceId device, Optional<BedId> bed, String way) {
        this.device = device;
        this.bed = bed;
        this.way = way;
    }

    void opened() {
        present = true;
        reason = "";
        openings++;
    }

    boolean present() {
        return present;
    }

    void gone(String why) {
        present = false;
        reason = why;
    }

    void read(int count) {
        bytes += count;
    }

    void delivered() {
        deliveries++;
    }

    void repeated() {
        repeated++;
    }

    void malformed(String why) {
        malformed.merge(why, 1L, Long::sum);
    }

    void counted(DriverEvent event, long nowMillis) {
        switch (event) {
            case DriverEvent.Measured _ -> {
                readings++;
                lastReadingMillis = OptionalLong.of(nowMillis);
            }
            case DriverEvent.Malformed(var why, var _) -> malformed(why);
            case DriverEvent.Technical _,
                    DriverEvent.DeviceAlert _,
                    DriverEvent.Identity _,
                    DriverEvent.Transmit _,
                    DriverEvent.Acknowledge _ -> {
                // Neither readings nor damage.
            }
        }
    }

    PortStatus snapshot() {
        return new PortStatus(
                device,
                bed,
                way,
                present,
                reason,
                openings,
                bytes,
                deliveries,
                readings,
                repeated,
                malformed,
                lastReadingMillis);
    }
}
