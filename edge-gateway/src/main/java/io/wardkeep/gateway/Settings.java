package io.wardkeep.gateway;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.StreamId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.LimitProfile;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Registers;
import io.wardkeep.ward.record.RosterEntry;
import io.wardkeep.ward.record.Sibling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The ward's registers as they stand: per key the live rows, and what they are read as. Belongs to the ward's loop. */
final class Settings {

    private final RowMinter minter;
    private final LimitProfile profile;
    private final Runnable malformed;
    private final Map<String, List<Row>> live = new HashMap<>();

    /**
     * Registers without rows.
     *
     * @param malformed runs for each row that joins and that no release could have written; it means nothing, and what
     *     others set beside it holds
     */
    Settings(RowMinter minter, LimitProfile profile, Runnable malformed) {
        this.minter = minter;
        this.profile = profile;
        this.malformed = malformed;
    }

    /** Joins a row as the store does. */
    void join(Row row) {
        List<Row> rows = live.computeIfAbsent(row.key(), _ -> new ArrayList<>());
        for (Row other : rows) {
            if (other.dot().equals(row.dot()) || other.supersedes().covers(row.dot())) {
                return;
            }
        }
        rows.removeIf(other -> row.supersedes().covers(other.dot()));
        rows.add(row);
        if (!isReadable(row)) {
            malformed.run();
        }
    }

    /** Forgets the rows of these dots; which they were. */
    List<Row> forget(Map<StreamId, Ranges> gone) {
        List<Row> forgotten = new ArrayList<>();
        if (!gone.isEmpty()) {
            live.values()
                    .forEach(rows -> rows.removeIf(row -> {
                        boolean isGone = gone.getOrDefault(row.stream(), Ranges.EMPTY)
                                .contains(row.dot().seq());
                        return isGone && forgotten.add(row);
                    }));
        }
        return forgotten;
    }

    EffectiveLimits limits(BedId bed, int code) {
        return EffectiveLimits.of(profile.of(code), siblings(LimitsSetting.key(bed, code), LimitsSetting::of));
    }

    /** The metrics that have limits at a bed: the profile's, and what people set. */
    Set<Integer> codes(BedId bed) {
        TreeSet<Integer> codes = new TreeSet<>(profile.limits().keySet());
        live.keySet().forEach(key -> LimitsSetting.code(bed, key).ifPresent(codes::add));
        return codes;
    }

    EffectiveAssignment assignment(BedId bed) {
        return EffectiveAssignment.of(siblings(AssignmentSetting.KEY_PREFIX + bed, AssignmentSetting::of));
    }

    /** What systems say of who lies in a bed. */
    List<Sibling<AssignmentProposal>> proposals(BedId bed) {
        return AssignmentProposal.keys(bed).stream()
                .flatMap(key -> siblings(key, AssignmentProposal::of).stream())
                .toList();
    }

    /** Notes what a system says; empty when something of its kind is known that happened later, or just this. */
    Optional<Row> write(AssignmentProposal proposal) {
        if (!proposal.isNews(proposals(proposal.bed()))) {
            return Optional.empty();
        }
        VersionVector covered = Registers.supersedesAll(live.getOrDefault(proposal.key(), List.of()));
        return Optional.of(made(proposal.row(minter.ward(), minter.dot(Family.ASSIGN), covered, minter.at())));
    }

    /** A person who saw what was proposed has decided: it waits no longer. */
    void decide(BedId bed, List<String> seen, Author person) {
        for (String key : AssignmentProposal.keys(bed)) {
            AssignmentProposal.decide(live.getOrDefault(key, List.of()), seen, minter.self(), person)
                    .ifPresent(decision -> made(decision.proposal()
                            .row(minter.ward(), minter.dot(Family.ASSIGN), decision.supersedes(), minter.at())));
        }
    }

    /** Sets limits over what the person saw; empty when the person must look again. */
    Optional<Row> write(LimitsSetting setting, List<String> seen) {
        return supersedes(LimitsSetting.key(setting.bed(), setting.code()), seen)
                .map(covered -> made(setting.row(minter.ward(), minter.dot(Family.CONFIG), covered, minter.at())));
    }

    /** Assigns a bed over what the person saw; empty when the person must look again. */
    Optional<Row> write(AssignmentSetting setting, List<String> seen) {
        return supersedes(AssignmentSetting.KEY_PREFIX + setting.bed(), seen)
                .map(covered -> made(setting.row(minter.ward(), minter.dot(Family.ASSIGN), covered, minter.at())));
    }

    /** Writes a device into the roster unless it stands there just so. */
    void write(RosterEntry entry) {
        String key = RosterEntry.key(entry.site(), entry.ordinal());
        if (RosterEntry.latest(siblings(key, RosterEntry::of))
                .filter(entry::equals)
                .isEmpty()) {
            VersionVector covered = Registers.supersedesAll(live.getOrDefault(key, List.of()));
            made(entry.row(minter.ward(), minter.dot(Family.ROSTER), covered, minter.at()));
        }
    }

    /** Every device of the ward by site and ordinal, as far as the roster tells. */
    Map<String, RosterEntry> roster() {
        Map<String, RosterEntry> roster = new HashMap<>();
        for (String key : live.keySet()) {
            if (key.startsWith(RosterEntry.KEY_PREFIX)) {
                RosterEntry.latest(siblings(key, RosterEntry::of)).ifPresent(entry -> roster.put(key, entry));
            }
        }
        return roster;
    }

    /** The device's name for an ordinal of a site. */
    Optional<String> deviceName(UUID site, int ordinal) {
        return RosterEntry.latest(siblings(RosterEntry.key(site, ordinal), RosterEntry::of))
                .map(entry -> entry.device().name());
    }

    private Row made(Row row) {
        join(row);
        minter.made(row);
        return row;
    }

    private Optional<VersionVector> supersedes(String key, List<String> seen) {
        Set<Dot> dots = new HashSet<>();
        seen.forEach(id -> Dot.parse(id).ifPresent(dots::add));
        List<Row> rows = live.getOrDefault(key, List.of());
        return Registers.supersedes(rows, dots, minter.self());
    }

    private <T> List<Sibling<T>> siblings(String key, Registers.Decoder<T> decoder) {
        // What cannot be read was counted when it joined.
        return Registers.siblings(live.getOrDefault(key, List.of()), decoder, _ -> {});
    }

    private static boolean isReadable(Row row) {
        try {
            LimitsSetting.of(row);
            AssignmentSetting.of(row);
            AssignmentProposal.of(row);
            RosterEntry.of(row);
            return true;
        } catch (MalformedBytesException _) {
            return false;
        }
    }
}
