package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.simulator.bedside.BedsideDevice;
import io.wardkeep.simulator.bedside.Tally;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The simulated analyser against the gateway's driver. */
class AnalyserDeviceTest {

    private static final int CARBON_DIOXIDE = 159_752;
    private static final String ASTM = "astm";

    private static final byte[] ACKNOWLEDGED = {0x06};
    private static final byte[] REFUSED = {0x15};

    @Test
    void everySampleArrivesOnce() {
        Conversation heard = Conversation.heard(ASTM, "", 310_000);
        assertThat(heard.events()).noneMatch(DriverEvent.Malformed.class::isInstance);
        assertThat(heard.observations(CARBON_DIOXIDE)).hasSize(6);
        assertThat(heard.observations(159_748)).allMatch(ph -> ph.value().scale() == 2);
        assertThat(heard.events()).contains(new DriverEvent.LeftOut("Lac 2518-9"));
    }

    @Test
    void noiseIsRefusedAndSaidAgain() {
        Conversation heard = Conversation.heard(ASTM, "64960ms #1 garbage bytes=40", 130_000);
        assertThat(heard.observations(CARBON_DIOXIDE)).hasSize(3);
    }

    @Test
    void aMessageThatIsRefusedSixTimesIsKeptAndSentAnew() {
        ListWire wire = new ListWire();
        BedsideDevice device = Conversation.device(ASTM, "", wire);
        device.advance(5_000);
        assertThat(wire.take()).containsExactly(0x05);
        say(device, wire, ACKNOWLEDGED, 5_100);
        for (int tries = 1; tries <= 6; tries++) {
            assertThat(new String(wire.take(), StandardCharsets.US_ASCII)).startsWith("\u00021H|");
            say(device, wire, REFUSED, 5_100 + tries);
        }
        assertThat(wire.take()).containsExactly(0x04);
        device.advance(14_000);
        assertThat(wire.take()).isEmpty();
        device.advance(16_000);
        assertThat(wire.take()).containsExactly(0x05);
    }

    @Test
    void nothingCountsAsTakenThatWasNotAcknowledged() {
        ListWire wire = new ListWire();
        BedsideDevice device = Conversation.device(ASTM, "", wire);
        device.advance(5_000);
        say(device, wire, ACKNOWLEDGED, 5_100);
        Tally tally = device.tally();
        assertThat(tally.acknowledged()).isZero();
        assertThat(tally.messages()).isZero();
        wire.take();
        // No answer for fifteen seconds: the transfer ends.
        device.advance(20_100);
        assertThat(wire.take()).startsWith(0x04);
    }

    private static void say(BedsideDevice device, ListWire wire, byte[] answer, long atMillis) {
        wire.answer(answer);
        device.advance(atMillis);
    }
}
