package io.wardkeep.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Row;
import io.wardkeep.sync.ShardId;
import io.wardkeep.ward.WardId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RowMinterTest {

    private static final WardId WARD = new WardId("7A");

    private final RowMinter minter =
            new RowMinter(new Actor(1, 1, 1), WARD, new GatewayClock(() -> 0, () -> 1_000), Map.of(), List.of());

    @Test
    void rowsAreHandedOverInTheOrderOfTheirDotsWhateverTheOrderInWhichTheyWereMade() {
        Dot first = minter.dot(Family.ALERT);
        Dot second = minter.dot(Family.ALERT);
        minter.made(row(second));
        minter.made(row(first));
        assertThat(minter.take()).extracting(Row::dot).containsExactly(first, second);
        assertThat(minter.take()).isEmpty();
    }

    private Row row(Dot dot) {
        return new Row(new ShardId(WARD, Family.ALERT), "key", dot, VersionVector.EMPTY, minter.at(), 1, Bytes.EMPTY);
    }
}
