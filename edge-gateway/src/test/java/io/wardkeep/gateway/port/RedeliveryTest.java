package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: equal messages are told apart, and nobody is acknowledged before what he sent is durable. */
class RedeliveryTest {

    private static final MessageMark MARK = new MessageMark(MessageMark.Kind.FINGERPRINT, 7);

    private final Redelivery redelivery = new Redelivery(List.of());
    private final List<String> told = new ArrayList<>();

    @Test
    void equalMessagesAreAcknowledgedEachWithItsOwnCommit() {
        Receipt first = taken("first", true);
        Receipt second = taken("second", true);

        first.durable();
        assertThat(told).containsExactly("first acknowledged");
        second.durable();
        assertThat(told).containsExactly("first acknowledged", "second acknowledged");
    }

    @Test
    void aRefusalConcernsOnlyTheMessageThatWasRefused() {
        Receipt first = taken("first", true);
        Receipt second = taken("second", true);

        second.refused();
        assertThat(told).containsExactly("second refused");
        first.durable();
        assertThat(told).containsExactly("second refused", "first acknowledged");
    }

    @Test
    void repetitionsOfEqualMessagesJoinOneEach() {
        Receipt first = taken("first", true);
        Receipt second = taken("second", true);
        redelivery.repeated(MARK, acknowledgement("first again", true));
        redelivery.repeated(MARK, acknowledgement("second again", true));

        first.durable();
        assertThat(told).containsExactly("first acknowledged", "first again acknowledged");
        second.refused();
        assertThat(told).endsWith("second refused", "second again refused");
    }

    @Test
    void whatWasRefusedBesideAnEqualOneThatIsDurableIsNoRepetitionWhenItComesAgain() {
        taken("first", true).durable();
        taken("second", true).refused();

        assertThat(redelivery.known(MARK)).isFalse();
        taken("second again", true).durable();
        assertThat(redelivery.known(MARK)).isTrue();
    }

    @Test
    void whatNobodyCanSendAgainIsNotWaitedFor() {
        taken("first", true).durable();
        taken("lost", false).refused();

        assertThat(redelivery.known(MARK)).isTrue();
    }

    private Receipt taken(String name, boolean senderWaits) {
        Receipt receipt = redelivery.taken(MARK, acknowledgement(name, senderWaits), Runnable::run);
        assertThat(receipt.senderWaits()).isEqualTo(senderWaits);
        return receipt;
    }

    private Acknowledgement acknowledgement(String name, boolean waits) {
        return new Acknowledgement() {
            @Override
            public boolean senderWaits() {
                return waits;
            }

            @Override
            public void acknowledge() {
                told.add(name + " acknowledged");
            }

            @Override
            public void refuse() {
                told.add(name + " refused");
            }
        };
    }
}
