package io.wardkeep.driver.contec;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContecV7Test extends DriverContract {

    @Override
    protected Driver driver() {
        return new ContecV7();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> FingerFrames.nine(90 + i, 120 + i))
                .toList();
    }

    /** Stop, start and keep the live stream. */
    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return Set.of("7d81a2808080808080", "7d81a1808080808080", "7d81af808080808080")
                .contains(HexFormat.of().formatHex(sent));
    }

    @Test
    void theRecordedPacketMeansWhatTheDocumentSays() {
        assertThat(hear("01e0849392bce3ffff"))
                .containsExactly(
                        "technical SENSOR_OFF false",
                        "technical SIGNAL_POOR false",
                        "value 150456 99 unit 262688 VALID at 1000",
                        "value 149530 60 unit 264864 VALID at 1000");
    }

    @Test
    void aPerfusionIndexThatWasGivenOnceIsMissedWhenItGoes() {
        String with = HexFormat.of().formatHex(FingerFrames.nine(0x01, 5, 50, 3, 72, 98, 0x45, 0x01));
        String without = HexFormat.of().formatHex(FingerFrames.nine(0x01, 5, 50, 0x13, 72, 98, 0x45, 0x01));
        assertThat(hear(without)).noneMatch(text -> text.startsWith("value 150448"));
        assertThat(hear(with + without))
                .filteredOn(text -> text.startsWith("value 150448"))
                .containsExactly(
                        "value 150448 3.25 unit 262688 VALID at 1000", "value 150448 - unit 262688 INVALID at 1000");
    }

    @Test
    void whatTheDocumentHasBesideTheLiveStreamIsNoError() {
        assertThat(hear("0c80" + "0b80a180" + "0481c3cdd3" + "0e80")).isEmpty();
    }

    @Test
    void aPacketThatEndsEarlyIsGivenUp() {
        assertThat(hear("01e0849392" + "01e0849392bce3ffff")).contains("malformed truncated 5");
        assertThat(hear("30808080" + "0c80")).contains("malformed unknown-type 4");
    }

    @Test
    void startsAgainWhenTheStreamStopsAndKeepsItAliveWhileItRuns() {
        DriverSession session = new ContecV7().open();
        List<String> events = new ArrayList<>();
        session.ticked(0, event -> events.add(EventText.of(event)));
        session.ticked(1_900, event -> events.add(EventText.of(event)));
        session.ticked(2_000, event -> events.add(EventText.of(event)));
        assertThat(events)
                .containsExactly(
                        "transmit 7d 81 a2 80 80 80 80 80 80",
                        "transmit 7d 81 a1 80 80 80 80 80 80",
                        "transmit 7d 81 a2 80 80 80 80 80 80",
                        "transmit 7d 81 a1 80 80 80 80 80 80");
        events.clear();
        for (long now = 2_100; now <= 12_100; now += 100) {
            session.received(ByteBuffer.wrap(FingerFrames.nine(0x01, 5, 50, 3, 72, 98, 0, 0)), now, _ -> {});
            session.ticked(now, event -> events.add(EventText.of(event)));
        }
        assertThat(events)
                .containsExactly("transmit 7d 81 af 80 80 80 80 80 80", "transmit 7d 81 af 80 80 80 80 80 80");
    }

    private static List<String> hear(String hex) {
        List<String> events = new ArrayList<>();
        new ContecV7()
                .open()
                .received(
                        ByteBuffer.wrap(HexFormat.of().parseHex(hex)), 1_000, event -> events.add(EventText.of(event)));
        return events;
    }
}
