package io.wardkeep.gateway;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.annunciate.AlertSignal;
import io.wardkeep.gateway.journal.JournalStart;
import io.wardkeep.gateway.page.PageConfig;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.PortChange;
import io.wardkeep.gateway.port.Receipt;
import io.wardkeep.lattice.Actor;
import io.wardkeep.page.PageFeed;
import io.wardkeep.sync.LostLives;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.BedView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.GatewayView;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A ward on a table: no thread, no disk, a clock that the test turns, a journal that is a list. */
final class WardBench {

    static final WardId WARD = new WardId("7A");
    static final BedId BED = new BedId("7A-01");
    static final BedId OTHER_BED = new BedId("7A-02");
    static final DeviceId OXIMETER = new DeviceId("ox-01");
    static final DeviceId MONITOR = new DeviceId("monitor-02");
    static final int SPO2 = 150456;
    static final int PERCENT = 262688;

    final List<Row> journal = new ArrayList<>();
    final List<AlertSignal> signals = new ArrayList<>();
    final List<AlertView> page = new ArrayList<>();
    final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final Actor self = Actor.of(new UUID(7, 1), 1);
    private long millis = 1_700_000_000_000L;

    /** A life of the gateway: begins with what the journal holds. */
    Ward start(Placement... placements) {
        GatewayConfig config = new GatewayConfig(
                "7a-box-1",
                WARD,
                new GatewayConfig.State(Path.of("state"), Path.of("witness"), Duration.ofDays(1), 0),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                LimitProfile.named("adult").orElseThrow(),
                Optional.empty(),
                new GatewayConfig.Peers(Optional.empty(), List.of()),
                new PageConfig("127.0.0.1", 0, WARD.name(), Set.of(), List.of(), PageConfig.RESOURCES));
        Map<ShardId, Long> last = new HashMap<>();
        journal.stream()
                .filter(row -> row.dot().actor().equals(self))
                .forEach(row -> last.merge(row.shard(), row.dot().seq(), Math::max));
        Ward ward = new Ward(
                config,
                new GatewayClock(() -> TimeUnit.MILLISECONDS.toNanos(millis), () -> millis),
                new JournalStart(
                        self, Optional.empty(), Optional.empty(), LostLives.NONE, Map.of(), last, journal, Map.of()),
                List.of(placements),
                new WardOutlets(List.of(signals::add), new LastPage(), registry, ZoneOffset.UTC));
        return settled(ward);
    }

    static Placement placed(DeviceId device, BedId bed, int ordinal) {
        return new Placement(device, Optional.of(bed), ordinal, 10_000, "test", false);
    }

    long now() {
        return millis;
    }

    /** What follows is judged, told and written. */
    Ward settled(Ward ward) {
        ward.settle(millis);
        journal.addAll(ward.minter.take());
        return ward;
    }

    void seconds(Ward ward, int seconds) {
        for (int tick = 0; tick < seconds * 10; tick++) {
            millis += 100;
            ward.ticked(millis);
            settled(ward);
        }
    }

    void port(Ward ward, DeviceId device, BedId bed, boolean present) {
        ward.changed(new PortChange(device, Optional.of(bed), present, "", 0, millis), millis);
        settled(ward);
    }

    void joined(Ward ward, Row... rows) {
        ward.joined(List.of(rows), Map.of(), millis);
        settled(ward);
    }

    void said(Ward ward, DeviceId device, DriverEvent... events) {
        ward.heard(
                new Delivery(device, Optional.empty(), List.of(events), 0, millis, Optional.empty(), Receipt.IGNORED),
                millis);
        settled(ward);
    }

    void saturation(Ward ward, DeviceId device, long value) {
        said(
                ward,
                device,
                new DriverEvent.Measured(
                        new Observation(SPO2, value, 0, PERCENT, Validity.VALID, millis, Reading.NO_DEVICE_TIME)));
    }

    /** The page as it was last told. */
    private final class LastPage implements PageFeed {
        @Override
        public void replaceBed(BedView bed) {
            // the alerts are what the tests look at
        }

        @Override
        public void replaceAlerts(List<AlertView> alerts) {
            page.clear();
            page.addAll(alerts);
        }

        @Override
        public void replaceConflicts(List<ConflictView> conflicts) {
            // the alerts are what the tests look at
        }

        @Override
        public void replaceGateways(List<GatewayView> gateways) {
            // the alerts are what the tests look at
        }

        @Override
        public void offerWave(BedId bed, Waveform run) {
            // the alerts are what the tests look at
        }
    }
}
