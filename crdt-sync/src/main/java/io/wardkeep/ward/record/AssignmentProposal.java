package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.WardId;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who lies in a bed, or has left it, as a system says that is not at the bedside: a sibling of the register
 * {@code proposal/bed} or {@code departure/bed}. It assigns nothing; a person who has seen it decides, and that is
 * written over it.
 *
 * <p>Two registers, because who left says nothing of who came: a departure that becomes known late must not take away
 * the arrival of somebody else.
 *
 * @param bed which bed
 * @param who is meant
 * @param number by which the system tells patients apart; may be empty
 * @param stays lies there, or has left?
 * @param by what said it, or who decided
 * @param atMillis when it happened, as the system says
 * @param isOpen does it wait for a person?
 */
public record AssignmentProposal(
        BedId bed, Patient who, String number, boolean stays, Author by, long atMillis, boolean isOpen) {

    /** What the keys begin with of proposals that somebody lies in a bed. */
    public static final String KEY_PREFIX = "proposal/";

    /** What the keys begin with of proposals that somebody has left a bed. */
    public static final String DEPARTURE_PREFIX = "departure/";

    /** The role of a system that proposes. */
    public static final String ROLE = "admissions";

    private static final int KIND = 2;

    /** Behind the fields of an {@link AssignmentSetting}. */
    private static final int OPEN = 6;

    private static final int NUMBER = 7;

    /** What counts of one register: what happened last; of one time, what waits still. */
    private static final Comparator<Sibling<AssignmentProposal>> BY_TIME =
            Comparator.<Sibling<AssignmentProposal>>comparingLong(
                            sibling -> sibling.value().atMillis())
                    .thenComparing(sibling -> sibling.value().isOpen())
                    .thenComparing(Sibling::dot);

    /**
     * What a person's decision becomes, who has seen something of a register.
     *
     * @param proposal decided
     * @param supersedes what its row is written over
     */
    public record Decision(AssignmentProposal proposal, VersionVector supersedes) {}

    /** The keys of a bed's two registers. */
    public static List<String> keys(BedId bed) {
        return List.of(KEY_PREFIX + bed, DEPARTURE_PREFIX + bed);
    }

    /** The key of the register that this belongs to. */
    public String key() {
        return (stays ? KEY_PREFIX : DEPARTURE_PREFIX) + bed;
    }

    /** Who lies there if it is so. */
    public Optional<Patient> patient() {
        return stays ? Optional.of(who) : Optional.empty();
    }

    /** What a person leaves behind who has decided about it. */
    public AssignmentProposal decided(Author person) {
        return new AssignmentProposal(bed, who, number, stays, person, atMillis, false);
    }

    /** Does the system speak of one patient in both? */
    public boolean isOfPatient(AssignmentProposal other) {
        return number.isEmpty() || other.number.isEmpty() ? who.equals(other.who) : number.equals(other.number);
    }

    /** Is this one event, told twice or decided since? */
    private boolean isSameEvent(AssignmentProposal other) {
        return stays == other.stays && atMillis == other.atMillis && isOfPatient(other);
    }

    /** Does its register say neither the very same, decided or not, nor something that happened later? */
    public boolean isNews(Collection<Sibling<AssignmentProposal>> known) {
        return known.stream()
                .map(Sibling::value)
                .filter(said -> said.stays == stays)
                .noneMatch(said -> said.atMillis > atMillis || isSameEvent(said));
    }

    /**
     * The reading rule: who arrived last, unless that patient has left since. Somebody else's departure counts only
     * where nobody's arrival waits. In each register what happened last counts, however late it was told.
     *
     * @param siblings of both registers of a bed
     * @param patient who lies there as the ward says
     * @return what the system says in the end; {@link #isOpen} or decided
     */
    public static Optional<Sibling<AssignmentProposal>> standing(
            List<Sibling<AssignmentProposal>> siblings, Optional<Patient> patient) {
        Optional<Sibling<AssignmentProposal>> arrival = last(siblings, true);
        Optional<Sibling<AssignmentProposal>> departure = last(siblings, false);
        if (arrival.isEmpty() || departure.isEmpty()) {
            return arrival.or(() -> departure);
        }
        AssignmentProposal came = arrival.get().value();
        AssignmentProposal left = departure.get().value();
        boolean isAnothers = !left.isOfPatient(came);
        boolean stays =
                left.atMillis < came.atMillis || isAnothers && (came.isOpen || patient.equals(Optional.of(came.who)));
        return stays ? arrival : departure;
    }

    private static Optional<Sibling<AssignmentProposal>> last(
            List<Sibling<AssignmentProposal>> siblings, boolean stays) {
        return siblings.stream()
                .filter(sibling -> sibling.value().stays == stays)
                .filter(sibling -> !sibling.value().isOpen
                        || siblings.stream()
                                .noneMatch(other ->
                                        !other.value().isOpen && other.value().isSameEvent(sibling.value())))
                .max(BY_TIME);
    }

    /**
     * What {@code person} decides by an assignment.
     *
     * @param live the live rows of one of the bed's registers
     * @param seen the ids of what the person was shown
     * @param writer the actor that will mint the row
     * @return empty where nothing of it waits, or the person saw none of that; what cannot be read nobody has seen
     */
    public static Optional<Decision> decide(
            Collection<Row> live, Collection<String> seen, Actor writer, Author person) {
        List<Sibling<AssignmentProposal>> siblings = Registers.siblings(live, AssignmentProposal::of, _ -> {});
        Set<Dot> over = new HashSet<>();
        for (Sibling<AssignmentProposal> sibling : siblings) {
            if (!sibling.value().isOpen || seen.contains(sibling.id())) {
                over.add(sibling.dot());
            }
        }
        Optional<VersionVector> supersedes = Registers.supersedes(live, over, writer);
        return siblings.stream()
                .filter(sibling -> sibling.value().isOpen && over.contains(sibling.dot()))
                .max(BY_TIME)
                .flatMap(last ->
                        supersedes.map(vector -> new Decision(last.value().decided(person), vector)));
    }

    /** The row that says this, over what its writer had seen. */
    public Row row(WardId ward, Dot dot, VersionVector supersedes, HybridTimestamp at) {
        FieldsWriter fields = new AssignmentSetting(bed, Optional.of(who), by, atMillis)
                .fields()
                .flag(OPEN, isOpen)
                .text(NUMBER, number);
        return new Row(new ShardId(ward, Family.ASSIGN), key(), dot, supersedes, at, KIND, fields.toBytes());
    }

    /** What a row says; empty when it is of another kind. */
    public static Optional<AssignmentProposal> of(Row row) throws MalformedBytesException {
        if (row.shard().family() != Family.ASSIGN || row.kind() != KIND) {
            return Optional.empty();
        }
        boolean stays = row.key().startsWith(KEY_PREFIX);
        Fields fields = Fields.read(row.payload());
        AssignmentSetting said = AssignmentSetting.read(row, fields, stays ? KEY_PREFIX : DEPARTURE_PREFIX);
        return Optional.of(new AssignmentProposal(
                said.bed(),
                said.patient().orElseThrow(() -> new MalformedBytesException("a proposal of nobody")),
                fields.text(NUMBER, 4 * Patient.TEXT_MAX),
                stays,
                said.by(),
                said.atMillis(),
                fields.flag(OPEN)));
    }

    /** Says nothing about anybody, because texts of values end up in logs. */
    @Override
    public String toString() {
        return "AssignmentProposal[" + bed + (stays ? " somebody lies there" : " somebody has left") + ", " + by.name()
                + ", " + atMillis + (isOpen ? ", open" : ", decided") + "]";
    }
}
