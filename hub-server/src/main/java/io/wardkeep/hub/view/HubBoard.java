package io.wardkeep.hub.view;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.segment.SegmentCodec;
import io.wardkeep.segment.SegmentSummary;
import io.wardkeep.sync.Blocks;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Delta;
import io.wardkeep.sync.ObservationBlock;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.view.AlertOrder;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.BedBoard;
import io.wardkeep.ward.view.BedPageView;
import io.wardkeep.ward.view.DeviceVitals;
import io.wardkeep.ward.view.LimitView;
import io.wardkeep.ward.view.LimitsView;
import io.wardkeep.ward.view.MetricNames;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All wards' beds as the record says. Fed with durable deltas and with how the gateways' links are; it decides nothing
 * and invents nothing. Owned by the view loop; what it returns is immutable.
 */
public final class HubBoard {

    private static final Logger LOG = LoggerFactory.getLogger(HubBoard.class);

    /** A curve is live when it was measured so lately. */
    private static final long LIVE_WAVE_MILLIS = 15_000;

    /** A device by its ward, site and ordinal: no ward speaks of another's devices. */
    private record DeviceKey(WardId ward, UUID site, int ordinal) {}

    private record Device(RosterEntry entry, DeviceVitals vitals) {}

    private final BedBoard board = new BedBoard();
    private final Episodes episodes = new Episodes();
    private final BedEvents events = new BedEvents();
    private final TreeMap<BedId, Set<UUID>> sites = new TreeMap<>();
    private final Map<DeviceKey, Device> devices = new HashMap<>();
    private final Set<BedId> limitsDirty = new HashSet<>();
    private final GatewayBoard gateways;
    private final BedSettings settings;
    private final ViewSink sink;
    private long malformed;
    private long refused;
    private boolean conflictsDirty = true;

    /**
     * An empty board.
     *
     * @param zone the wards' time zone, for times inside texts
     * @param startedMillis since when a gateway that was never heard counts as lost
     * @param sink told of curves as they come
     */
    public HubBoard(ZoneId zone, long startedMillis, ViewSink sink) {
        settings = new BedSettings(zone);
        this.sink = sink;
        gateways = new GatewayBoard(startedMillis);
    }

    /** How many rows and blocks could not be understood. */
    public long malformed() {
        return malformed;
    }

    /** How many devices were put at beds of wards that are not theirs. */
    public long refused() {
        return refused;
    }

    // ---- what comes

    /** Something became durable. */
    public void apply(Delta delta, long nowMillis) {
        for (Row row : settings.forget(delta.absent())) {
            try {
                forgotten(row);
            } catch (MalformedBytesException _) {
                malformed++;
            }
        }
        for (Row row : delta.rows()) {
            try {
                apply(row, nowMillis);
            } catch (MalformedBytesException _) {
                malformed++;
            }
        }
        for (ObservationBlock block : delta.blocks()) {
            try {
                apply(block, nowMillis);
            } catch (MalformedBytesException _) {
                malformed++;
            }
        }
    }

    /** How the gateways' links are; beds of those that are not heard are lost. */
    public void links(Collection<GatewayLink> links) {
        gateways.links(links);
        sites.forEach(this::showContact);
    }

    /** What is here of each site. */
    public void completeness(Completeness completeness) {
        gateways.completeness(completeness);
    }

    private void apply(Row row, long nowMillis) throws MalformedBytesException {
        switch (row.shard().family()) {
            case ALERT -> {
                Optional<AlertFact> fact = AlertFacts.fact(row);
                fact.ifPresent(said -> alert(row, said, nowMillis));
            }
            case CONFIG -> limits(row);
            case ASSIGN -> assignment(row);
            case ROSTER -> roster(row, nowMillis);
            case NOTES, AUDIT, OBS -> {
                // not shown on a board
            }
        }
    }

    /** What a row said holds no more, and nobody said anything instead. */
    private void forgotten(Row row) throws MalformedBytesException {
        LimitsSetting.of(row).ifPresent(set -> limitsDirty.add(set.bed()));
        AssignmentSetting.of(row).ifPresent(set -> showPatients(set.bed()));
        conflictsDirty = true;
    }

    private void alert(Row row, AlertFact fact, long nowMillis) {
        Optional<AlertStanding> standing = episodes.add(row.shard().ward(), row.dot(), fact, nowMillis);
        alert(fact.episode()).filter(_ -> standing.isPresent()).ifPresent(board::alert);
        events.alert(row.shard().ward(), fact, standing);
    }

    private Optional<AlertView> view(Episodes.Known known) {
        return known.facts()
                .standing()
                .map(standing -> AlertView.of(
                        standing,
                        known.ward(),
                        gateways.name(standing.episode().raise().actor().site()),
                        known.pauses().end(known.facts())));
    }

    private void limits(Row row) throws MalformedBytesException {
        settings.limits(row).ifPresent(set -> {
            limitsDirty.add(set.bed());
            conflictsDirty = true;
            events.add(
                    row.shard().ward(),
                    set.bed(),
                    set.atMillis(),
                    "LIMITS",
                    MetricNames.label(set.code()) + " limits by " + set.by().name());
        });
    }

    private void assignment(Row row) throws MalformedBytesException {
        conflictsDirty |= AssignmentProposal.of(row).isPresent();
        settings.assignment(row).ifPresent(set -> {
            conflictsDirty = true;
            showPatients(set.bed());
            events.add(
                    row.shard().ward(),
                    set.bed(),
                    set.atMillis(),
                    "ASSIGNMENT",
                    (set.patient().isPresent() ? "assigned by " : "set free by ")
                            + set.by().name());
        });
    }

    private void roster(Row row, long nowMillis) throws MalformedBytesException {
        Optional<RosterEntry> latest = settings.roster(row);
        if (latest.isEmpty()) {
            return;
        }
        RosterEntry entry = latest.get();
        WardId ward = row.shard().ward();
        DeviceKey key = new DeviceKey(ward, entry.site(), entry.ordinal());
        Device before = devices.get(key);
        if (before != null && before.entry.equals(entry)) {
            return;
        }
        if (before != null) {
            board.detach(before.entry.bed(), before.entry.device());
            devices.remove(key);
        }
        gateways.hears(entry.site(), entry.gateway(), ward);
        Optional<WardId> holder = settings.ward(entry.bed()).filter(other -> !other.equals(ward));
        if (holder.isPresent()) {
            refuse(entry, ward, holder.get());
            return;
        }
        gateways.placed(entry.site(), entry.ordinal());
        Set<UUID> watching = sites.computeIfAbsent(entry.bed(), _ -> new HashSet<>());
        watching.add(entry.site());
        settings.place(ward, entry);
        board.bed(entry.bed(), ward, entry.gateway(), nowMillis);
        devices.put(key, new Device(entry, board.attach(entry.bed(), entry.device())));
        limitsDirty.add(entry.bed());
        showPatients(entry.bed());
        showContact(entry.bed(), watching);
    }

    /** A bed belongs to the ward that named it first: another's devices would be shown as that patient's. */
    private void refuse(RosterEntry entry, WardId ward, WardId holder) {
        boolean isNews = gateways.misplaced(
                entry.site(),
                entry.ordinal(),
                entry.device() + " cannot stand at bed " + entry.bed() + ", which ward " + holder + " has");
        if (isNews) {
            refused++;
            LOG.warn(
                    "{} of ward {} puts {} at bed {}, which ward {} has: it is not shown there",
                    entry.gateway(),
                    ward,
                    entry.device(),
                    entry.bed(),
                    holder);
        }
    }

    private void apply(ObservationBlock block, long nowMillis) throws MalformedBytesException {
        StreamId stream = block.stream();
        Device device =
                devices.get(new DeviceKey(stream.shard().ward(), stream.actor().site(), stream.device()));
        if (device == null || isPast(block, device.vitals, nowMillis)) {
            return;
        }
        long seq = block.first();
        for (Reading reading : Blocks.readings(block)) {
            device.vitals.take(reading, nowMillis, new Dot(block.stream().actor(), seq++));
            switch (reading) {
                case Observation value -> {
                    if (settings.measures(device.entry.bed(), value.code())) {
                        limitsDirty.add(device.entry.bed());
                    }
                }
                case Waveform run -> {
                    if (nowMillis - run.measuredMillis() < LIVE_WAVE_MILLIS) {
                        sink.wave(device.entry.bed(), run);
                    }
                }
            }
        }
    }

    /** Told by its header, since of a ward that was cut off for a day the view looks at the newest alone. */
    private static boolean isPast(ObservationBlock block, DeviceVitals vitals, long nowMillis)
            throws MalformedBytesException {
        SegmentSummary told = SegmentCodec.summary(block.body());
        long until = told.latestMillis();
        return nowMillis - until >= LIVE_WAVE_MILLIS
                && told.columns().stream()
                        .allMatch(column -> column.isWave()
                                ? vitals.isPastWave(until, nowMillis)
                                : vitals.isPast(column.code(), until, nowMillis));
    }

    private void showPatients(BedId bed) {
        settings.assignment(bed).ifPresent(shown -> board.patients(bed, shown.patients()));
    }

    private void showContact(BedId bed, Set<UUID> watching) {
        gateways.lostSince(watching).ifPresentOrElse(since -> board.lost(bed, since), () -> board.found(bed));
    }

    // ---- what is shown

    /** Is there news of alerts that the sink has not been told? */
    public boolean alertsChanged() {
        return board.alertsChanged();
    }

    /** Tells the sink what looks different now. */
    public void show(long nowMillis) {
        for (BedId bed : limitsDirty) {
            if (sites.containsKey(bed)) {
                board.limits(bed, settings.limits(bed));
            }
        }
        limitsDirty.removeIf(sites::containsKey);
        board.changed(nowMillis).forEach(sink::bed);
        board.alertsIfChanged().ifPresent(sink::alerts);
        if (conflictsDirty) {
            conflictsDirty = false;
            sink.conflicts(settings.conflicts());
        }
        gateways.ifChanged().ifPresent(sink::gateways);
    }

    /** One bed's page; empty for an unknown bed. */
    public Optional<BedPageView> page(BedId bed, long nowMillis) {
        return ward(bed).flatMap(ward -> board.page(bed, events.of(ward, bed), nowMillis));
    }

    /** A bed's limits; empty for an unknown bed. */
    public Optional<LimitsView> limits(BedId bed) {
        return ward(bed).map(_ -> new LimitsView(bed.name(), settings.limits(bed)));
    }

    /** Who lies in a bed; empty for an unknown bed. */
    public Optional<AssignmentView> assignment(BedId bed) {
        return settings.assignment(bed);
    }

    /** All alerts that are known, also those that are over. */
    public List<AlertView> allAlerts() {
        List<AlertView> all = new ArrayList<>();
        for (Episodes.Known known : episodes.all()) {
            view(known).ifPresent(all::add);
        }
        return AlertOrder.sorted(all);
    }

    /** One alert as it stands. */
    public Optional<AlertView> alert(EpisodeId episode) {
        return episodes.find(episode).flatMap(this::view);
    }

    /** All that was said about an episode, and its ward. */
    public Optional<KnownEpisode> episode(EpisodeId episode) {
        return episodes.find(episode).map(known -> new KnownEpisode(known.ward(), known.facts()));
    }

    /** The ward of a bed; empty for an unknown bed. */
    public Optional<WardId> ward(BedId bed) {
        return settings.ward(bed);
    }

    /** The limits that are obeyed for a metric at a bed; empty where there are none at all. */
    public Optional<EffectiveLimits> effectiveLimits(BedId bed, int code) {
        return settings.effectiveLimits(bed, code);
    }

    /** One metric's limits as a page shows them. */
    public Optional<LimitView> limit(BedId bed, int code) {
        return settings.limit(bed, code);
    }

    /** The devices at a bed, as the streams' writers name them. */
    public List<DeviceStream> streams(BedId bed) {
        return devices.values().stream()
                .filter(device -> device.entry.bed().equals(bed))
                .map(device -> new DeviceStream(device.entry.site(), device.entry.ordinal()))
                .toList();
    }

    /** The name of a device of a ward by its site and ordinal. */
    public Optional<String> deviceName(WardId ward, UUID site, int ordinal) {
        return Optional.ofNullable(devices.get(new DeviceKey(ward, site, ordinal)))
                .map(device -> device.entry.device().name());
    }
}
