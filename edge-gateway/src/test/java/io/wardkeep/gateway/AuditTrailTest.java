package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AuditEntry;
import io.wardkeep.ward.record.Author;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

    private static final WardId WARD = new WardId("ward-1");
    private static final Actor SELF = new Actor(1, 1, 1);
    private static final Actor OTHER = new Actor(2, 2, 1);
    private static final Author NURSE = new Author("J. Lindqvist", "nurse", "ward-1");

    private final RowMinter minter =
            new RowMinter(SELF, WARD, new GatewayClock(() -> 0, () -> 1_000), Map.of(), List.of());

    @Test
    void anOlderEntryThatCannotBeReadDoesNotBecomeTheHead() throws Exception {
        AuditTrail trail = new AuditTrail(minter, List.of());
        Row newer = entry(2).row(WARD, new Dot(OTHER, 2), new HybridTimestamp(2));
        trail.join(newer);
        trail.join(unreadable(1));

        trail.write(NURSE, "acknowledged", "", 3_000);

        assertThat(written().heads()).containsExactly(Map.entry(newer.dot(), AuditEntry.hash(newer)));
    }

    @Test
    void anEntryThatCannotBeReadIsALinkOfTheChainAndIsShown() throws Exception {
        Row unreadable = unreadable(1);
        AuditTrail trail = new AuditTrail(minter, List.of(unreadable));

        assertThat(trail.newest(1))
                .singleElement()
                .extracting(view -> view.what())
                .asString()
                .contains("cannot be read");
        trail.write(NURSE, "acknowledged", "", 3_000);
        assertThat(written().heads()).containsExactly(Map.entry(unreadable.dot(), AuditEntry.hash(unreadable)));
    }

    private AuditEntry written() throws Exception {
        Optional<AuditEntry> entry = AuditEntry.of(minter.take().getLast());
        return entry.orElseThrow();
    }

    private static AuditEntry entry(long atMillis) {
        return new AuditEntry(NURSE, "accepted", "", atMillis, Bytes.EMPTY, new TreeMap<>());
    }

    private static Row unreadable(long seq) {
        return new Row(
                new ShardId(WARD, Family.AUDIT),
                AuditEntry.key(OTHER),
                new Dot(OTHER, seq),
                VersionVector.EMPTY,
                new HybridTimestamp(seq),
                entry(1).row(WARD, new Dot(OTHER, seq), new HybridTimestamp(seq))
                        .kind(),
                Bytes.adopt("no fields".getBytes(StandardCharsets.US_ASCII)));
    }
}
