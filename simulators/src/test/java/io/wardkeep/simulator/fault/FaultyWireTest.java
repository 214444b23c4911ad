package io.wardkeep.simulator.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.simulator.bedside.DeviceClock;
import io.wardkeep.simulator.bedside.Wire;
import io.wardkeep.simulator.patient.Script;
import io.wardkeep.simulator.patient.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaultyWireTest {

    private static final int MESSAGES = 2_000;

    private final Heard heard = new Heard();

    @Test
    void withoutFaultsEverythingArrivesAsItWasSent() {
        assertThat(send("")).isEqualTo(messages());
    }

    @Test
    void dropOutsLoseWholeMessages() {
        List<Integer> arrived = send("0s #1 drop-outs percent=10 for=1h");
        assertThat(arrived).hasSizeBetween(1_700, 1_900).isSorted();
        assertThat(messages()).containsAll(arrived);
    }

    @Test
    void disorderSwapsNeighboursAndLosesNothing() {
        List<Integer> arrived = send("0s #1 disorder percent=10 for=1h");
        assertThat(arrived).isNotEqualTo(messages());
        assertThat(arrived.size()).isGreaterThanOrEqualTo(MESSAGES - 1);
        for (int i = 0; i < arrived.size(); i++) {
            assertThat(arrived.get(i)).isBetween(i - 1, i + 1);
        }
    }

    @Test
    void bitErrorsTurnAboutAsManyBitsAsTheyShould() {
        List<Integer> arrived = send("0s #1 bit-errors bits=10000 for=1h");
        int turned = 0;
        for (int i = 0; i < MESSAGES; i++) {
            turned += Integer.bitCount(arrived.get(i) ^ i);
        }
        assertThat(turned).isBetween(500, 800);
    }

    @Test
    void silenceIsDeafTooAndUnplugPullsTheCable() {
        assertThat(send("0s #1 silence for=1h")).isEmpty();
        FaultyWire wire = wire("0s #1 silence for=1h");
        wire.advance(0);
        assertThat(wire.receive()).isEmpty();
        wire.advance(7_200_000);
        assertThat(wire.receive()).isNotEmpty();
        wire("0s #1 unplug for=1s").advance(500);
        assertThat(heard.plugged).isFalse();
    }

    @Test
    void theSameSeedMakesTheSameFaults() {
        String script = "0s #1 bit-errors bits=5000 for=1h\n0s #1 drop-outs percent=20 for=1h";
        List<Integer> once = send(script);
        heard.messages.clear();
        assertThat(send(script)).isEqualTo(once);
    }

    @Test
    void aClockJumpsForthAndBack() {
        Instant on = Instant.parse("2026-11-20T09:00:00Z");
        DeviceClock clock =
                new JumpingClock(DeviceClock.from(on), steps("10s #1 clock-jump by=-3m\n20s #1 clock-jump by=1h"));
        assertThat(clock.at(9_999)).isEqualTo(on.plusMillis(9_999));
        assertThat(clock.at(10_000)).isEqualTo(on.plusSeconds(10 - 180));
        assertThat(clock.at(20_000)).isEqualTo(on.plusSeconds(20 - 180 + 3_600));
    }

    private List<Integer> send(String script) {
        FaultyWire wire = wire(script);
        wire.advance(1_000);
        for (int message : messages()) {
            wire.send(
                    new byte[] {(byte) (message >> 24), (byte) (message >> 16), (byte) (message >> 8), (byte) message});
        }
        return List.copyOf(heard.messages);
    }

    private static List<Integer> messages() {
        List<Integer> messages = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            messages.add(i);
        }
        return messages;
    }

    private FaultyWire wire(String script) {
        return new FaultyWire(heard, new LineFaults(steps(script), new SplittableRandom(9)));
    }

    private static List<Step> steps(String script) {
        return Script.parse(script).of("bed", 1);
    }

    /** Takes numbers of four bytes. */
    private static final class Heard implements Wire {

        private final List<Integer> messages = new ArrayList<>();
        private boolean plugged = true;

        @Override
        public boolean send(byte[] bytes) {
            messages.add(bytes[0] << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF);
            return true;
        }

        @Override
        public byte[] receive() {
            return new byte[] {1};
        }

        @Override
        public void unplug() {
            plugged = false;
        }

        @Override
        public void plug() {
            plugged = true;
        }

        @Override
        public String place() {
            return "here";
        }

        @Override
        public void close() {
            unplug();
        }
    }
}
