package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.WardId;
import org.junit.jupiter.api.Test;

class RowTest {

    @Test
    void aKeyIsBoundedInBytesAsItTravels() {
        assertThat(row("ä".repeat(Row.KEY_BYTES_MAX / 2)).key()).hasSize(Row.KEY_BYTES_MAX / 2);
        assertThatIllegalArgumentException().isThrownBy(() -> row("ä".repeat(Row.KEY_BYTES_MAX / 2) + "x"));
    }

    private static Row row(String key) {
        return new Row(
                new ShardId(new WardId("ward-1"), Family.CONFIG),
                key,
                new Dot(new Actor(1, 1, 1), 1),
                VersionVector.EMPTY,
                new HybridTimestamp(1),
                1,
                Bytes.EMPTY);
    }
}
