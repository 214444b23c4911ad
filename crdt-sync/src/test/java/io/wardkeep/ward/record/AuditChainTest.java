package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.sync.Row;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditChain.Finding;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static final Actor GATEWAY = Settings.ACTORS.get(0);
    private static final Actor HUB = Settings.ACTORS.get(1);
    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);

    private final List<Row> rows = new ArrayList<>();

    AuditChainTest() {
        append(GATEWAY, 1, "logged in");
        append(HUB, 1, "limits set");
        append(GATEWAY, 2, "acknowledged");
        append(GATEWAY, 3, "logged out");
        append(HUB, 2, "logged out");
    }

    private void append(Actor actor, long seq, String what) {
        Bytes previous = rows.stream()
                .filter(row -> row.dot().equals(seq == 1 ? null : new Dot(actor, seq - 1)))
                .findFirst()
                .map(AuditEntry::hash)
                .orElse(Bytes.EMPTY);
        rows.add(entry(what, previous).row(new WardId("7A"), new Dot(actor, seq), HybridTimestamp.of(seq, 0)));
    }

    private AuditEntry entry(String what, Bytes previous) {
        Actor writer = rows.size() % 2 == 0 ? GATEWAY : HUB;
        return new AuditEntry(NURSE, what, "7A-01", 5, previous, AuditChain.heads(rows, writer));
    }

    private int index(Actor actor, long seq) {
        for (int index = 0; index < rows.size(); index++) {
            if (rows.get(index).dot().equals(new Dot(actor, seq))) {
                return index;
            }
        }
        throw new IllegalArgumentException("no such row");
    }

    @Test
    void anUntouchedAuditHasNoFindings() {
        assertThat(AuditChain.verify(rows)).isEmpty();
    }

    @Test
    void entriesReadBackFromTheirRows() throws Exception {
        for (Row row : rows) {
            AuditEntry entry = AuditEntry.of(row).orElseThrow();
            assertThat(entry.row(row.shard().ward(), row.dot(), row.at())).isEqualTo(row);
        }
    }

    @Test
    void aChangedEntryBreaksTheLinkAfterIt() throws Exception {
        int at = index(GATEWAY, 2);
        AuditEntry entry = AuditEntry.of(rows.get(at)).orElseThrow();
        AuditEntry forged = new AuditEntry(
                entry.by(), "did nothing", entry.subject(), entry.atMillis(), entry.previous(), entry.heads());
        rows.set(
                at,
                forged.row(new WardId("7A"), new Dot(GATEWAY, 2), rows.get(at).at()));
        assertThat(AuditChain.verify(rows)).contains(new Finding.Broken(new Dot(GATEWAY, 3)));
    }

    @Test
    void aDroppedEntryIsMissing() {
        rows.remove(index(GATEWAY, 2));
        assertThat(AuditChain.verify(rows)).contains(new Finding.Missing(new Dot(GATEWAY, 2)));
    }

    @Test
    void aTruncatedTailIsMissedByWhoeverHadSeenIt() {
        Dot last = new Dot(GATEWAY, 3);
        Bytes seen = AuditEntry.hash(rows.get(index(GATEWAY, 3)));
        TreeMap<Dot, Bytes> heads = new TreeMap<>();
        heads.put(last, seen);
        Bytes previous = AuditEntry.hash(rows.get(index(HUB, 2)));
        rows.add(new AuditEntry(NURSE, "exported", "", 9, previous, heads)
                .row(new WardId("7A"), new Dot(HUB, 3), HybridTimestamp.of(9, 0)));
        assertThat(AuditChain.verify(rows)).isEmpty();
        rows.remove(index(GATEWAY, 3));
        assertThat(AuditChain.verify(rows)).contains(new Finding.Missing(last));
    }

    @Test
    void whatIsSaidAgainInALaterLifeNamesTheHeadsAsTheyAreCalledNow() {
        Actor later = Actor.of(GATEWAY.site(), GATEWAY.incarnation() + 1);
        Actor latest = Actor.of(GATEWAY.site(), GATEWAY.incarnation() + 2);
        Row kept = row(GATEWAY, 1, Bytes.EMPTY, List.of());
        Row givenUp = row(GATEWAY, 2, AuditEntry.hash(kept), List.of());
        Row seer = row(later, 1, Bytes.EMPTY, List.of(givenUp));
        RowRenaming renaming = new RowRenaming();
        renaming.begin(givenUp.stream(), 1);
        Row first = renaming.again(givenUp, new Dot(latest, 1));
        renaming.begin(seer.stream(), 0);
        Row second = renaming.again(seer, new Dot(latest, 2));

        assertThat(AuditChain.verify(List.of(kept, first, second))).isEmpty();
    }

    private static Row row(Actor actor, long seq, Bytes previous, List<Row> seen) {
        TreeMap<Dot, Bytes> heads = new TreeMap<>();
        seen.forEach(head -> heads.put(head.dot(), AuditEntry.hash(head)));
        return new AuditEntry(NURSE, "exported", "", 9, previous, heads)
                .row(new WardId("7A"), new Dot(actor, seq), HybridTimestamp.of(9, 0));
    }
}
