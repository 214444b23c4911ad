package io.wardkeep.gateway.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.ward.LossReason;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Goal: bounded, told when refused, losses in their place. */
class JournalInboxTest {

    private static final Actor SELF = Actor.of(new UUID(1, 1), 1);

    private final JournalInbox inbox = new JournalInbox(new JournalBounds(2, 1 << 20, 100, 0));

    @Test
    void refusesWhatThereIsNoRoomFor() {
        assertThat(inbox.offerOrRefuse(readings(1, 1))).isTrue();
        assertThat(inbox.offerOrRefuse(readings(1, 2))).isTrue();
        assertThat(inbox.offerOrRefuse(readings(1, 3))).isFalse();
        assertThat(inbox.refused()).isEqualTo(1);
        assertThat(inbox.refusedSinceLast()).isEqualTo(1);
        assertThat(inbox.refusedSinceLast()).isZero();
    }

    @Test
    void rowsHaveRoomOfTheirOwnAndGoFirst() throws InterruptedException {
        assertThat(inbox.offerOrRefuse(readings(1, 1))).isTrue();
        assertThat(inbox.offerOrRefuse(readings(1, 2))).isTrue();
        JournalEntry.Rows rows = new JournalEntry.Rows(List.of(Ward.row(SELF, 1, "episode")), () -> {});
        assertThat(inbox.offerOrRefuse(rows)).isTrue();

        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ROWS).entries()).containsExactly(rows);
        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries()).hasSize(2);
    }

    @Test
    void declaresTheLossOfASourceThatCannotWaitBeforeWhatComesAfterIt() throws InterruptedException {
        assertThat(inbox.offerOrDeclareLost(readings(1, 1))).isTrue();
        assertThat(inbox.offerOrDeclareLost(readings(2, 1))).isTrue();
        assertThat(inbox.offerOrDeclareLost(readings(1, 2))).isFalse();
        assertThat(inbox.offerOrDeclareLost(readings(1, 3))).isFalse();
        List<JournalEntry> first = inbox.take(1, 0, 0, JournalInbox.Kinds.ALL).entries();
        assertThat(first).hasSize(1);
        // There is room for the loss now, and not for the reading after it.
        assertThat(inbox.offerOrDeclareLost(readings(1, 4))).isFalse();
        List<JournalEntry> second =
                inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries();
        assertThat(inbox.offerOrDeclareLost(readings(1, 5))).isTrue();

        assertThat(second).hasSize(3);
        assertThat(second.get(1)).isInstanceOfSatisfying(JournalEntry.Lost.class, loss -> {
            assertThat(loss.deviceOrdinal()).isEqualTo(1);
            assertThat(loss.count()).isEqualTo(2);
            assertThat(loss.reason()).isEqualTo(LossReason.OVERLOAD);
        });
        assertThat(second.get(2))
                .isInstanceOfSatisfying(
                        JournalEntry.Lost.class,
                        loss -> assertThat(loss.count()).isEqualTo(1));
        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries()).hasSize(1);
    }

    @Test
    void keepsTheReasonThatHeldWhenTheLossHappened() throws InterruptedException {
        assertThat(inbox.offerOrDeclareLost(readings(1, 1))).isTrue();
        assertThat(inbox.offerOrDeclareLost(readings(2, 1))).isTrue();
        inbox.losesFor(LossReason.DISK_FULL);
        assertThat(inbox.offerOrDeclareLost(readings(1, 2))).isFalse();
        inbox.losesFor(LossReason.OVERLOAD);
        assertThat(inbox.offerOrDeclareLost(readings(1, 3))).isFalse();

        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries())
                .filteredOn(JournalEntry.Lost.class::isInstance)
                .extracting(entry -> ((JournalEntry.Lost) entry).reason())
                .containsExactlyInAnyOrder(LossReason.DISK_FULL, LossReason.OVERLOAD);
    }

    @Test
    void givesLossesWithoutTheReadingsThatTheyFollow() throws InterruptedException {
        JournalEntry.Lost told = new JournalEntry.Lost(3, 7, LossReason.OVERLOAD, () -> {});
        assertThat(inbox.offerOrDeclareLost(readings(1, 1))).isTrue();
        assertThat(inbox.offerOrRefuse(told)).isTrue();
        assertThat(inbox.offerOrDeclareLost(readings(2, 1))).isFalse();

        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ROWS).entries()).isEmpty();
        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ROWS_AND_LOSSES).entries())
                .extracting(entry -> ((JournalEntry.Lost) entry).deviceOrdinal())
                .containsExactly(3, 2);
        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries()).hasSize(1);
    }

    @Test
    void takesNothingOnceClosedButGivesWhatItHas() throws InterruptedException {
        assertThat(inbox.offerOrRefuse(readings(1, 1))).isTrue();
        inbox.close();

        assertThat(inbox.offerOrRefuse(readings(1, 2))).isFalse();
        assertThat(inbox.take(100, 0, 0, JournalInbox.Kinds.ALL).entries()).hasSize(1);
    }

    private static JournalEntry.Readings readings(int device, long value) {
        return new JournalEntry.Readings(device, Ward.observations(value, 1), Optional.empty(), () -> {});
    }
}
