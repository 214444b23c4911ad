package io.wardkeep.hub.view;

import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Registers;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.record.Sibling;
import io.wardkeep.ward.view.AssignmentView;
import io.wardkeep.ward.view.ConflictView;
import io.wardkeep.ward.view.LimitView;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * What holds at each bed: limits by the profile of the gateway that watches it and by what people set, and who lies
 * there. Owned by the view loop.
 */
final class BedSettings {

    /** Profiles in order of their sites, so that every hub reads the same. */
    private record Place(WardId ward, TreeMap<UUID, LimitProfile> profiles) {}

    private final LiveRegisters registers = new LiveRegisters();
    private final TreeMap<BedId, Place> places = new TreeMap<>();
    private final Map<BedId, TreeSet<Integer>> codes = new HashMap<>();
    private final ZoneId zone;

    /** Nothing yet; {@code zone} is for times inside texts. */
    BedSettings(ZoneId zone) {
        this.zone = zone;
    }

    // ---- what comes

    /** A bed of which the roster tells; a profile that this release does not know counts as the usual one. */
    void place(WardId ward, RosterEntry entry) {
        LimitProfile profile = LimitProfile.named(entry.profile())
                .or(() -> LimitProfile.named(RosterEntry.PROFILE_USUAL))
                .orElseThrow();
        places.computeIfAbsent(entry.bed(), _ -> new Place(ward, new TreeMap<>()))
                .profiles
                .put(entry.site(), profile);
    }

    /** A row of the roster; what it says once its siblings are read. */
    Optional<RosterEntry> roster(Row row) throws MalformedBytesException {
        // What cannot be read does not join: it would stand among the siblings for good.
        Optional<RosterEntry> entry = RosterEntry.of(row);
        registers.put(row);
        return entry.isEmpty() ? entry : RosterEntry.latest(siblings(row.shard(), row.key(), RosterEntry::of));
    }

    /** A row that sets limits; empty when it is of another kind. */
    Optional<LimitsSetting> limits(Row row) throws MalformedBytesException {
        Optional<LimitsSetting> setting = LimitsSetting.of(row);
        registers.put(row);
        setting.ifPresent(set -> measures(set.bed(), set.code()));
        return setting;
    }

    /** A row that assigns a bed; empty when it is of another kind. */
    Optional<AssignmentSetting> assignment(Row row) throws MalformedBytesException {
        Optional<AssignmentSetting> setting = AssignmentSetting.of(row);
        registers.put(row);
        return setting;
    }

    /** Rows that are live no more, and that nothing supersedes here; which of them were known. */
    List<Row> forget(Map<StreamId, Ranges> gone) {
        return registers.forget(gone);
    }

    /** A metric has been seen at a bed, or set; true the first time. */
    boolean measures(BedId bed, int code) {
        return codes.computeIfAbsent(bed, _ -> new TreeSet<>()).add(code);
    }

    // ---- what holds

    /** The ward of a bed; empty for an unknown bed. */
    Optional<WardId> ward(BedId bed) {
        return Optional.ofNullable(places.get(bed)).map(Place::ward);
    }

    /** The limits that are obeyed for a metric at a bed; empty where there are none at all. */
    Optional<EffectiveLimits> effectiveLimits(BedId bed, int code) {
        Place place = places.get(bed);
        return place == null ? Optional.empty() : effectiveLimits(place, bed, code);
    }

    private Optional<EffectiveLimits> effectiveLimits(Place place, BedId bed, int code) {
        LimitProfile profile = profile(place, code);
        List<Sibling<LimitsSetting>> siblings =
                siblings(new ShardId(place.ward, Family.CONFIG), LimitsSetting.key(bed, code), LimitsSetting::of);
        return siblings.isEmpty() && !profile.limits().containsKey(code)
                ? Optional.empty()
                : Optional.of(EffectiveLimits.of(profile.of(code), siblings));
    }

    /** One metric's limits as a page shows them. */
    Optional<LimitView> limit(BedId bed, int code) {
        Place place = places.get(bed);
        return place == null
                ? Optional.empty()
                : effectiveLimits(place, bed, code)
                        .map(effective -> LimitView.of(
                                code, effective, profile(place, code).source(), zone));
    }

    /** The limits of every metric that a bed has. */
    List<LimitView> limits(BedId bed) {
        List<LimitView> views = new ArrayList<>();
        for (int code : codes.getOrDefault(bed, new TreeSet<>())) {
            limit(bed, code).ifPresent(views::add);
        }
        return views;
    }

    /** Who lies in a bed; empty for an unknown bed. */
    Optional<AssignmentView> assignment(BedId bed) {
        return ward(bed)
                .map(ward -> AssignmentView.of(
                        bed,
                        EffectiveAssignment.of(siblings(
                                new ShardId(ward, Family.ASSIGN), AssignmentSetting.key(bed), AssignmentSetting::of)),
                        AssignmentProposal.keys(bed).stream()
                                .flatMap(key ->
                                        siblings(new ShardId(ward, Family.ASSIGN), key, AssignmentProposal::of)
                                                .stream())
                                .toList()));
    }

    /** What two sides decided differently, at every bed. */
    List<ConflictView> conflicts() {
        List<ConflictView> open = new ArrayList<>();
        for (BedId bed : places.keySet()) {
            assignment(bed).flatMap(ConflictView::of).ifPresent(open::add);
            for (LimitView limit : limits(bed)) {
                ConflictView.of(bed, limit).ifPresent(open::add);
            }
        }
        return open;
    }

    /** Where two gateways watch a bed, one that judges the metric speaks for it. */
    private static LimitProfile profile(Place place, int code) {
        return place.profiles.values().stream()
                .filter(profile -> profile.limits().containsKey(code))
                .findFirst()
                .orElseGet(() -> place.profiles.firstEntry().getValue());
    }

    private <T> List<Sibling<T>> siblings(ShardId shard, String key, Registers.Decoder<T> decoder) {
        return Registers.siblings(registers.siblings(shard, key), decoder, row -> {
            throw new IllegalStateException("row " + row.dot() + " of " + key + " was read when it came");
        });
    }
}
