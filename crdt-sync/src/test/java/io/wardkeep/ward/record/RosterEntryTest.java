package io.wardkeep.ward.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.WardId;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RosterEntryTest {

    private static final WardId WARD = new WardId("7A");
    private static final Dot DOT = new Dot(Actor.of(new UUID(7, 1), 1), 3);

    private final RosterEntry entry = new RosterEntry(
            DOT.actor().site(), 2, new DeviceId("ox-01"), new BedId("7A-01"), "nonin-oem3", "7a-box-1", "none");

    @Test
    void readsWhatItWrote() throws MalformedBytesException {
        assertThat(RosterEntry.of(row(entry))).contains(entry);
    }

    @Test
    void anEntryOfAReleaseWithoutProfilesHasTheUsualOne() throws MalformedBytesException {
        FieldsWriter old = new FieldsWriter()
                .unsigned(1, 2)
                .text(2, "ox-01")
                .text(3, "7A-01")
                .text(4, "nonin-oem3")
                .text(5, "7a-box-1");
        assertThat(RosterEntry.of(row(old)))
                .hasValueSatisfying(read -> assertThat(read.profile()).isEqualTo("adult"));
    }

    @Test
    void aFieldOfALaterReleaseIsLeftAlone() throws MalformedBytesException {
        FieldsWriter later = new FieldsWriter()
                .unsigned(1, 2)
                .text(2, "ox-01")
                .text(3, "7A-01")
                .text(4, "nonin-oem3")
                .text(5, "7a-box-1")
                .text(6, "none")
                .text(7, "what nobody knows yet");
        assertThat(RosterEntry.of(row(later))).contains(entry);
    }

    private static Row row(RosterEntry entry) {
        return entry.row(WARD, DOT, VersionVector.EMPTY, HybridTimestamp.of(1, 0));
    }

    private static Row row(FieldsWriter fields) {
        return new Row(
                new ShardId(WARD, Family.ROSTER),
                RosterEntry.key(DOT.actor().site(), 2),
                DOT,
                VersionVector.EMPTY,
                HybridTimestamp.of(1, 0),
                1,
                fields.toBytes());
    }
}
