package io.wardkeep.gateway;

import io.micrometer.core.instrument.Counter;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.gateway.alert.AlertEngine;
import io.wardkeep.gateway.alert.AlertPhase;
import io.wardkeep.gateway.alert.AlertPolicy;
import io.wardkeep.gateway.alert.AlertTransition;
import io.wardkeep.gateway.annunciate.AlertSignal;
import io.wardkeep.gateway.health.GatewayMeter;
import io.wardkeep.gateway.journal.JournalStart;
import io.wardkeep.gateway.port.Delivery;
import io.wardkeep.gateway.port.PortChange;
import io.wardkeep.gateway.port.PortRecognition;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertFacts;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.view.AlertView;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.BedBoard;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.LimitView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All clinical state of the ward, with one writer: the ward's loop. Takes what devices said, what people decided and
 * what other replicas knew; tells annunciators and page; leaves the rows that came of it for the journal.
 */
final class Ward {

    private static final String NO_CAUSE = "device";

    final RowMinter minter;
    final Settings settings;
    final AuditTrail audit;
    final AlertEngine engine;
    final BedBoard board = new BedBoard();
    final BedChronicle chronicle = new BedChronicle();
    private final GatewayConfig config;
    private final WardOutlets outlets;
    private final ReadingCheck check = new ReadingCheck();
    private final Author self;
    private final Map<DeviceId, DeviceState> devices = new HashMap<>();
    private final TreeSet<BedId> beds = new TreeSet<>();
    private final Map<BedId, Map<Integer, LimitView>> limitViews = new HashMap<>();
    private final Map<BedId, AssignmentView> assignments = new HashMap<>();
    private final Map<DeviceId, Set<AlertKind>> gone = new HashMap<>();
    private final Map<AlertPriority, Integer> active = new EnumMap<>(AlertPriority.class);
    private final Counter raised;
    /** Rows that no release could have written; they are kept and forwarded, and mean nothing here. */
    private final Counter malformedRows;

    Ward(
            GatewayConfig config,
            GatewayClock clock,
            JournalStart start,
            List<Placement> placements,
            WardOutlets outlets) {
        this.config = config;
        this.outlets = outlets;
        self = new Author(config.site(), "gateway", Author.BED);
        raised = outlets.registry().counter(GatewayMeter.ALERTS_RAISED.meterName());
        minter = new RowMinter(start.self(), config.ward(), clock, start.lastSequences(), start.rows());
        malformedRows = outlets.registry().counter(GatewayMeter.ROWS_MALFORMED.meterName());
        settings = new Settings(minter, config.profile(), malformedRows::increment);
        audit = new AuditTrail(minter, start.rows());
        engine = new AlertEngine(AlertPolicy.ORDINARY, self, () -> minter.dot(Family.ALERT));
        long now = clock.millis();
        start.rows().stream()
                .filter(row -> row.shard().family() == Family.CONFIG
                        || row.shard().family() == Family.ASSIGN
                        || row.shard().family() == Family.ROSTER)
                .forEach(settings::join);
        Map<EpisodeKey, AlertEpisode> episodes = episodes(start.rows());
        placements.forEach(placement -> place(placement, now));
        restore(episodes, true, now);
        beds.forEach(bed -> {
            settings.codes(bed).forEach(code -> readLimits(bed, code, now));
            readAssignment(bed);
        });
        episodes.keySet().forEach(key -> endWhatHasNoLimits(key.condition(), now));
        restore(episodes, false, now);
        // What is about the gateway itself is present only if somebody says so again.
        for (AlertKind kind : List.of(AlertKind.JOURNAL_TROUBLE, AlertKind.DATA_LOST, AlertKind.CLOCK_TROUBLE)) {
            engine.stated(ConditionKey.gateway(kind), false, now);
        }
        if (config.hub().isEmpty()) {
            engine.stated(ConditionKey.gateway(AlertKind.NOT_SUPERVISED), false, now);
            engine.stated(ConditionKey.gateway(AlertKind.IDENTITY_TROUBLE), false, now);
        }
        start.began().ifPresent(reason -> audit.write(self, "new incarnation:", reason, now));
        start.forked().ifPresent(found -> audit.write(self, "minted again what a forked life wrote:", found, now));
        settle(now);
        showConflicts();
    }

    /** What one delivery said. Returns the readings that are to be kept. */
    List<Reading> heard(Delivery delivery, long now) {
        DeviceState state = devices.get(delivery.device());
        if (state == null) {
            throw new IllegalStateException("a delivery of " + delivery.device() + ", which is not configured");
        }
        List<Reading> kept = new ArrayList<>(delivery.events().size());
        for (DriverEvent event : delivery.events()) {
            switch (event) {
                case DriverEvent.Measured(Observation observation) -> measured(state, observation, now, kept);
                case DriverEvent.Measured(Waveform run) -> {
                    kept.add(run);
                    state.vitals.ifPresent(vitals -> vitals.take(run, now));
                    state.bed.ifPresent(bed -> outlets.feed().offerWave(bed, run));
                }
                case DriverEvent.MeasuredByPart _ -> {
                    // Kept, it would be taken for another part's; but the device is not silent.
                    state.refused("one-of-several");
                    engine.heard(state.device, now);
                }
                case DriverEvent.Technical technical -> technical(state, technical, now);
                case DriverEvent.DeviceAlert alert ->
                    alarmed(
                            state,
                            alert.id(),
                            alert.code(),
                            alert.priority(),
                            alert.physiological(),
                            alert.present(),
                            now);
                case DriverEvent.Malformed malformed -> {
                    state.malformed(malformed.reason());
                    engine.malformed(state.device, now);
                }
                case DriverEvent.LeftOut(String what) -> state.leftOut(what);
                case DriverEvent.Identity _,
                        DriverEvent.Relayed _,
                        DriverEvent.Moved _,
                        DriverEvent.Transmit _,
                        DriverEvent.Acknowledge _ -> {
                    // The port sends what is to be sent, and shows who the device is.
                }
            }
        }
        if (!kept.isEmpty()) {
            engine.heard(state.device, now);
            state.observations.increment(kept.size());
        }
        return kept;
    }

    /** A way to a device opened or went. */
    void changed(PortChange change, long now) {
        engine.technical(change.device(), AlertKind.PORT_GONE, "port", !change.present(), now);
        if (change.present()) {
            engine.reopened(change.device(), now);
        } else {
            // One alert for one cause.
            engine.technical(change.device(), AlertKind.UNRECOGNISED, "port", false, now);
        }
    }

    /** A port has found out which driver its device needs, or has not. */
    void recognised(PortRecognition recognition, long now) {
        DeviceState state = device(recognition.device());
        engine.technical(
                state.device,
                AlertKind.UNRECOGNISED,
                "port",
                recognition.driver().isEmpty(),
                now);
        recognition.driver().ifPresent(driver -> {
            engine.reopened(state.device, now);
            engine.silence(state.device, driver.silenceMillis());
            state.bed.ifPresent(bed -> enrol(state.device, bed, state.ordinal, driver.name()));
        });
    }

    /** Rows of other replicas have become durable here, and others are live no more. */
    void joined(List<Row> rows, Map<StreamId, Ranges> gone, long now) {
        for (Row row : settings.forget(gone)) {
            forgotten(row, now);
        }
        for (Row row : rows) {
            minter.hear(row);
            switch (row.shard().family()) {
                case ALERT -> joinedFact(row, now);
                case CONFIG, ASSIGN, ROSTER -> {
                    settings.join(row);
                    reread(row, now);
                }
                case AUDIT -> audit.join(row);
                case NOTES, OBS -> {
                    // Nothing on the ward reads them.
                }
            }
        }
    }

    /** What was wrong with what each device said since this was last asked: counts by reason. */
    Map<DeviceId, Map<String, Long>> takeComplaints() {
        Map<DeviceId, Map<String, Long>> complaints = new TreeMap<>();
        for (DeviceState state : devices.values()) {
            Map<String, Long> taken = state.takeComplaints();
            if (!taken.isEmpty()) {
                complaints.put(state.device, taken);
            }
        }
        return complaints;
    }

    /** What of each device is left out since this was last asked, and was not before. */
    Map<DeviceId, SortedSet<String>> takeNewlyLeftOut() {
        Map<DeviceId, SortedSet<String>> names = new TreeMap<>();
        for (DeviceState state : devices.values()) {
            SortedSet<String> taken = state.takeNewlyLeftOut();
            if (!taken.isEmpty()) {
                names.put(state.device, taken);
            }
        }
        return names;
    }

    /** Time passed. */
    void ticked(long now) {
        engine.ticked(now);
    }

    /** Tells everybody what has come of the last step; the rows of it wait in {@link #minter}. */
    void settle(long now) {
        engine.drain(transition -> tell(transition, now));
        // Confirmations of what was just told are facts too.
        engine.drain(transition -> tell(transition, now));
    }

    /** Shows what has changed on the page. */
    void show(long now) {
        board.changed(now).forEach(outlets.feed()::replaceBed);
        board.alertsIfChanged().ifPresent(outlets.feed()::replaceAlerts);
    }

    /** How many episodes of a priority are not over. */
    int active(AlertPriority priority) {
        return active.getOrDefault(priority, 0);
    }

    /** The open conflicts. */
    List<ConflictView> conflicts() {
        List<ConflictView> conflicts = new ArrayList<>();
        for (BedId bed : beds) {
            limitViews
                    .getOrDefault(bed, Map.of())
                    .values()
                    .forEach(limit -> ConflictView.of(bed, limit).ifPresent(conflicts::add));
            Optional.ofNullable(assignments.get(bed)).flatMap(ConflictView::of).ifPresent(conflicts::add);
        }
        return conflicts;
    }

    /** Shows the open conflicts on the page. */
    void showConflicts() {
        outlets.feed().replaceConflicts(conflicts());
    }

    Optional<LimitView> limit(BedId bed, int code) {
        return Optional.ofNullable(limitViews.getOrDefault(bed, Map.of()).get(code));
    }

    Optional<AssignmentView> assignment(BedId bed) {
        return Optional.ofNullable(assignments.get(bed));
    }

    boolean knows(BedId bed) {
        return beds.contains(bed);
    }

    Set<DeviceId> devicesAt(BedId bed) {
        Set<DeviceId> at = new HashSet<>();
        devices.values().stream()
                .filter(state -> state.bed.filter(bed::equals).isPresent())
                .forEach(state -> at.add(state.device));
        return at;
    }

    DeviceState device(DeviceId device) {
        DeviceState state = devices.get(device);
        if (state == null) {
            throw new IllegalStateException(device + " is not configured");
        }
        return state;
    }

    AlertView view(AlertStanding standing, OptionalLong pausedUntil) {
        return AlertView.of(standing, config.site(), pausedUntil);
    }

    /** Limits of a metric are to be read anew. */
    void readLimits(BedId bed, int code, long now) {
        Optional<Metric> metric = Nomenclature.standard().metric(code);
        if (metric.isEmpty() || !beds.contains(bed)) {
            return;
        }
        EffectiveLimits effective = settings.limits(bed, code);
        engine.limits(bed, code, metric.get().unitCode(), effective, now);
        Map<Integer, LimitView> views = limitViews.computeIfAbsent(bed, _ -> new TreeMap<>());
        views.put(code, LimitView.of(code, effective, config.profile().source(), outlets.zone()));
        board.limits(bed, List.copyOf(views.values()));
    }

    /** Who lies in a bed is to be read anew. */
    void readAssignment(BedId bed) {
        if (!beds.contains(bed)) {
            return;
        }
        EffectiveAssignment effective = settings.assignment(bed);
        AssignmentView view = AssignmentView.of(bed, effective, settings.proposals(bed));
        assignments.put(bed, view);
        board.patients(bed, view.patients());
    }

    /** The admission system says who lies in a bed: shown to people, who decide. */
    void proposed(AssignmentProposal proposal, long now) {
        if (settings.write(proposal).isEmpty()) {
            outlets.registry()
                    .counter(GatewayMeter.MLLP_PASSED_OVER.meterName(), "reason", "no-news")
                    .increment();
            return;
        }
        readAssignment(proposal.bed());
        audit.write(proposal.by(), "proposed", proposal.bed().name(), now);
        showConflicts();
    }

    /** A bed lost its patient. */
    void unassigned(BedId bed, long now) {
        engine.unassigned(bed, now);
    }

    private void measured(DeviceState state, Observation observation, long now, List<Reading> kept) {
        switch (check.look(observation)) {
            case ReadingCheck.Verdict.Refused(String reason) -> state.refused(reason);
            case ReadingCheck.Verdict.Taken(Observation taken, Optional<Decimal> number) -> {
                kept.add(taken);
                if (taken.validity() == Validity.IMPLAUSIBLE) {
                    state.implausible();
                }
                state.vitals.ifPresent(vitals -> vitals.take(taken, now));
                if (state.bed.isPresent()) {
                    BedId bed = state.bed.get();
                    if (number.isPresent()) {
                        Decimal value = number.get();
                        engine.sampled(
                                state.device,
                                bed,
                                taken.code(),
                                value.toDouble(),
                                value.mantissa(),
                                value.scale(),
                                now);
                    } else {
                        engine.missed(state.device, bed, taken.code(), now);
                    }
                }
            }
        }
    }

    private void technical(DeviceState state, DriverEvent.Technical technical, long now) {
        String cause = technical.condition().name();
        switch (technical.condition()) {
            case SENSOR_OFF, SENSOR_UNPLUGGED ->
                engine.technical(state.device, AlertKind.SENSOR_OFF, cause, technical.present(), now);
            case BATTERY_LOW ->
                engine.technical(state.device, AlertKind.BATTERY_LOW, NO_CAUSE, technical.present(), now);
            case SIGNAL_POOR -> alarmed(state, cause, 0, AlertPriority.LOW, false, technical.present(), now);
            case DEVICE_FAULT -> alarmed(state, cause, 0, AlertPriority.MEDIUM, false, technical.present(), now);
        }
    }

    private void alarmed(
            DeviceState state,
            String id,
            int code,
            AlertPriority priority,
            boolean physiological,
            boolean present,
            long now) {
        if (!engine.alarmed(state.device, id, code, priority, physiological, present, now)) {
            state.refused("alarms-beyond-telling-apart");
        }
    }

    private void tell(AlertTransition transition, long now) {
        for (AlertTransition.Said said : transition.said()) {
            minter.made(AlertFacts.row(config.ward(), said.dot(), minter.at(), said.fact()));
        }
        AlertView view = view(transition.standing(), transition.pausedUntil());
        AlertSignal signal = new AlertSignal(
                view, transition.phase().name().toLowerCase(Locale.ROOT), transition.audible(), transition.over());
        outlets.annunciators().forEach(annunciator -> annunciator.annunciate(signal));
        board.alert(view);
        board.alertsIfChanged().ifPresent(outlets.feed()::replaceAlerts);
        chronicle.told(transition.phase(), view, transition.atMillis());
        count(transition);
        contact(transition);
        boolean newEpoch = transition.said().stream().anyMatch(said -> said.fact() instanceof AlertFact.Raised);
        if (newEpoch) {
            confirm(transition.standing(), now);
        }
    }

    /** This hop has shown it: a fact, so that the hub knows that the bed was told. */
    private void confirm(AlertStanding standing, long now) {
        Dot dot = minter.dot(Family.ALERT);
        AlertFact fact = new AlertFact.Delivered(standing.key(), standing.epoch(), config.site(), now);
        minter.made(AlertFacts.row(config.ward(), dot, minter.at(), fact));
        engine.joined(dot, fact, now);
    }

    private void count(AlertTransition transition) {
        if (transition.phase() == AlertPhase.START) {
            raised.increment();
        }
        active.clear();
        engine.open().forEach(standing -> active.merge(standing.priority(), 1, Integer::sum));
    }

    /** A bed whose devices are all silent or gone has lost contact; the tile says so. */
    private void contact(AlertTransition transition) {
        ConditionKey key = transition.key().condition();
        if (key.bed().isEmpty()
                || key.device().isEmpty()
                || (key.kind() != AlertKind.SILENCE && key.kind() != AlertKind.PORT_GONE)) {
            return;
        }
        if (!devicesAt(key.bed().get()).contains(key.device().get())) {
            // An episode from before the configuration changed: the bed may be none of ours any more.
            return;
        }
        Set<AlertKind> kinds = gone.computeIfAbsent(key.device().get(), _ -> new HashSet<>());
        if (transition.state().active()) {
            kinds.add(key.kind());
        } else {
            kinds.remove(key.kind());
        }
        BedId bed = key.bed().get();
        boolean all = devicesAt(bed).stream()
                .allMatch(device -> !gone.getOrDefault(device, Set.of()).isEmpty());
        if (all) {
            board.lost(bed, transition.standing().sinceMillis());
        } else {
            board.found(bed);
        }
    }

    private void joinedFact(Row row, long now) {
        try {
            Optional<AlertFact> fact = AlertFacts.fact(row);
            if (fact.isPresent() && !engine.joined(row.dot(), fact.get(), now)) {
                malformedRows.increment();
            }
        } catch (MalformedBytesException unreadable) {
            malformedRows.increment();
        }
    }

    private void reread(Row row, long now) {
        try {
            Optional<LimitsSetting> limits = LimitsSetting.of(row);
            Optional<AssignmentSetting> assignment = AssignmentSetting.of(row);
            AssignmentProposal.of(row).ifPresent(proposal -> readAssignment(proposal.bed()));
            if (limits.isPresent()) {
                readLimits(limits.get().bed(), limits.get().code(), now);
                chronicle.limits(limits.get());
            } else if (assignment.isPresent()) {
                readAssignment(assignment.get().bed());
                if (assignment.get().patient().isEmpty()) {
                    engine.unassigned(assignment.get().bed(), now);
                }
            }
            showConflicts();
        } catch (MalformedBytesException _) {
            // Counted when it joined: it says nothing here, and changes nothing.
        }
    }

    /** What a row said holds no more, and nobody said anything instead. */
    private void forgotten(Row row, long now) {
        try {
            LimitsSetting.of(row).ifPresent(limits -> readLimits(limits.bed(), limits.code(), now));
            AssignmentSetting.of(row).ifPresent(assignment -> readAssignment(assignment.bed()));
            AssignmentProposal.of(row).ifPresent(proposal -> readAssignment(proposal.bed()));
            showConflicts();
        } catch (MalformedBytesException _) {
            // Counted when it joined: it says nothing here, and changes nothing.
        }
    }

    private Map<EpisodeKey, AlertEpisode> episodes(List<Row> rows) {
        Map<EpisodeKey, AlertEpisode> episodes = new HashMap<>();
        Map<EpisodeKey, SortedMap<Dot, AlertFact>> facts = new HashMap<>();
        for (Row row : rows) {
            if (row.shard().family() == Family.ALERT) {
                try {
                    AlertFacts.fact(row)
                            .filter(fact -> isOurs(fact))
                            .ifPresent(fact -> facts.computeIfAbsent(fact.key(), _ -> new TreeMap<>())
                                    .put(row.dot(), fact));
                } catch (MalformedBytesException unreadable) {
                    malformedRows.increment();
                }
            }
        }
        facts.forEach((key, said) -> episodes.put(key, new AlertEpisode(key, said)));
        return episodes;
    }

    private boolean isOurs(AlertFact fact) {
        return fact.episode().raise().actor().site().equals(minter.self().site());
    }

    /** Episodes about the gateway and about limits come back before what they are about is read, all others after. */
    private void restore(Map<EpisodeKey, AlertEpisode> episodes, boolean aboutUs, long now) {
        for (AlertEpisode episode : episodes.values()) {
            boolean about = switch (episode.key().condition().kind()) {
                case LIMITS_CONFLICT,
                        LIMITS_CROSSED,
                        JOURNAL_TROUBLE,
                        DATA_LOST,
                        NOT_SUPERVISED,
                        IDENTITY_TROUBLE,
                        CLOCK_TROUBLE,
                        REPLICA_FORKED -> true;
                case LIMIT_LOW,
                        LIMIT_HIGH,
                        DEVICE_PHYSIOLOGICAL,
                        DEVICE_TECHNICAL,
                        SILENCE,
                        SENSOR_OFF,
                        PORT_GONE,
                        UNRECOGNISED,
                        MALFORMED_FLOOD,
                        BATTERY_LOW -> false;
            };
            if (about == aboutUs) {
                engine.restore(episode, now);
            }
        }
        if (!aboutUs) {
            episodes.values().stream()
                    .flatMap(episode -> episode.standing().stream())
                    .filter(standing -> standing.state() == AlertStanding.State.ENDED)
                    .map(standing -> view(standing, OptionalLong.empty()))
                    .forEach(chronicle::past);
        }
    }

    /** What was wrong with limits of which there are none any more was not read with the others. */
    private void endWhatHasNoLimits(ConditionKey key, long now) {
        boolean aboutLimits = key.kind() == AlertKind.LIMITS_CONFLICT || key.kind() == AlertKind.LIMITS_CROSSED;
        if (aboutLimits
                && key.bed()
                        .filter(bed -> !settings.codes(bed).contains(key.code()))
                        .isPresent()) {
            engine.stated(key, false, now);
        }
    }

    private void enrol(DeviceId device, BedId bed, int ordinal, String driver) {
        settings.write(new RosterEntry(
                minter.self().site(),
                ordinal,
                device,
                bed,
                driver,
                config.site(),
                config.profile().name()));
    }

    private void place(Placement placement, long now) {
        DeviceId device = placement.device();
        Optional<BedId> bed = placement.bed();
        bed.ifPresent(at -> {
            if (beds.add(at)) {
                board.bed(at, config.ward(), config.site(), now);
            }
            enrol(device, at, placement.ordinal(), placement.driver());
        });
        devices.put(
                device,
                new DeviceState(
                        device, bed, placement.ordinal(), bed.map(at -> board.attach(at, device)), outlets.registry()));
        engine.watch(device, bed, placement.silenceMillis(), now);
        if (placement.saysAlarmsOnce()) {
            engine.saysAlarmsOnce(device);
        }
    }
}
