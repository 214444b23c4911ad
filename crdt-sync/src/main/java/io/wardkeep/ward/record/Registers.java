package io.wardkeep.ward.record;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Row;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Multi-value registers as rows: what a write supersedes. Dotted version vector sets: Preguiça et al., arXiv 1011.5808.
 *
 * <p>Invariant: an actor has at most one live row of a key, because its own later write always supersedes its earlier
 * one. That is what makes a version vector (a maximum per actor) exact for one key.
 */
public final class Registers {

    private Registers() {}

    /**
     * What a write by somebody who saw {@code seen} supersedes: exactly the live rows among them.
     *
     * @param live the live rows of the key at this replica
     * @param seen the dots that the person was shown; dots that are no longer live are ignored
     * @param writer the actor that will mint the new row
     * @return empty when {@code writer}'s own live row is not among {@code seen}: somebody at this very replica has
     *     meanwhile set another value, and the person must look again before overwriting it
     */
    public static Optional<VersionVector> supersedes(Collection<Row> live, Set<Dot> seen, Actor writer) {
        VersionVector covered = VersionVector.EMPTY;
        for (Row row : live) {
            if (seen.contains(row.dot())) {
                covered = covered.join(row.supersedes()).plus(row.dot());
            } else if (row.dot().actor().equals(writer)) {
                return Optional.empty();
            }
        }
        return Optional.of(covered);
    }

    /** What a write supersedes that saw all that is live here. */
    public static VersionVector supersedesAll(Collection<Row> live) {
        VersionVector covered = VersionVector.EMPTY;
        for (Row row : live) {
            covered = covered.join(row.supersedes()).plus(row.dot());
        }
        return covered;
    }

    /** How a row becomes a value; empty for kinds that this release does not know. */
    @FunctionalInterface
    public interface Decoder<T> {
        /** Decodes one row. */
        Optional<T> from(Row row) throws MalformedBytesException;
    }

    /**
     * The live values of a key in the order of their dots, the same at every replica. Unknown kinds are left out, and
     * so is what cannot be read: one replica's nonsense must not take away what the others asked to be warned of.
     *
     * @param unreadable is given the rows that no release could have written
     */
    public static <T> List<Sibling<T>> siblings(Collection<Row> live, Decoder<T> decoder, Consumer<Row> unreadable) {
        List<Sibling<T>> siblings = new ArrayList<>();
        for (Row row : live) {
            try {
                Optional<T> value = decoder.from(row);
                value.ifPresent(present -> siblings.add(new Sibling<>(row.dot(), row.at(), present)));
            } catch (MalformedBytesException _) {
                unreadable.accept(row);
            }
        }
        siblings.sort(Comparator.comparing(Sibling::dot));
        return List.copyOf(siblings);
    }
}
