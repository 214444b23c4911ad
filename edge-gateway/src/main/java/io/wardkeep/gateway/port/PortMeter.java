package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
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
    private String driver;
    private String understood = "";
    private boolean present;
    private String reason = "not opened yet";
    private long openings;
    private long bytes;
    private long deliveries;
    private long readings;
    private long repeated;
    private Optional<DriverEvent.Identity> identity = Optional.empty();
    private final Pace pace = new Pace();
    private final LatestNumbers latest = new LatestNumbers();
    private OptionalLong lastReadingMillis = OptionalLong.empty();

    PortMeter(DeviceId device, Optional<BedId> bed, String way, String driver) {
        this.device = device;
        this.bed = bed;
        this.way = way;
        this.driver = driver;
    }

    void opened() {
        present = true;
        reason = "";
        openings++;
    }

    /** Who understands the line now, as the port found out by itself, and why. */
    void understood(Optional<Driver> found, String report) {
        driver = found.map(Driver::name).orElse(DriverChoice.AUTO);
        understood = report;
    }

    long bytes() {
        return bytes;
    }

    long readings() {
        return readings;
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
            case DriverEvent.MeasuredByPart _ -> {
                readings++;
                pace.came(nowMillis);
                lastReadingMillis = OptionalLong.of(nowMillis);
            }
            case DriverEvent.Measured(var reading) -> {
                readings++;
                pace.came(nowMillis);
                lastReadingMillis = OptionalLong.of(nowMillis);
                if (reading instanceof Observation observation) {
                    latest.take(observation);
                }
            }
            case DriverEvent.Identity told -> identity = Optional.of(told);
            case DriverEvent.Malformed(var why, var _) -> malformed(why);
            case DriverEvent.Technical _,
                    DriverEvent.DeviceAlert _,
                    DriverEvent.LeftOut _,
                    DriverEvent.Relayed _,
                    DriverEvent.Moved _,
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
                driver,
                understood,
                present,
                reason,
                openings,
                bytes,
                deliveries,
                readings,
                repeated,
                pace.perSecond(),
                malformed,
                lastReadingMillis,
                identity,
                latest.all());
    }
}
