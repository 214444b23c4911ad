package io.wardkeep.driver.intellivue;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IntellivueSerialTest extends DriverContract {

    @Override
    protected Driver driver() {
        return new IntellivueSerial();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9).mapToObj(MonitorMessages::framedBeat).toList();
    }

    @Override
    protected List<Path> recordings() {
        return List.of(Recording.SERIAL);
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        return Sent.isPollOrHandshake(HexFormat.of().formatHex(message(sent)));
    }

    /** Out of its frame again. */
    private static byte[] message(byte[] frame) {
        byte[] plain = new byte[frame.length];
        int length = 0;
        for (int at = 1; at < frame.length - 1; at++) {
            plain[length++] = frame[at] == 0x7D ? (byte) (frame[++at] ^ 0x20) : frame[at];
        }
        byte[] message = new byte[length - 6];
        System.arraycopy(plain, 4, message, 0, message.length);
        return message;
    }

    @Test
    void noFlippedBitBecomesAReading() {
        byte[] good = MonitorMessages.frame(MonitorMessages.beat(1).getFirst());
        for (int bit = 0; bit < good.length * 8; bit++) {
            byte[] bad = good.clone();
            bad[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(hear(bad)).noneMatch(DriverEvent.Measured.class::isInstance);
        }
    }

    @Test
    void saysWhatWasWrongWithAFrame() {
        byte[] good = MonitorMessages.frame(MonitorMessages.beat(1).getFirst());
        byte[] bad = good.clone();
        bad[good.length - 10] ^= 1;
        assertThat(hear(bad)).containsExactly(new DriverEvent.Malformed("checksum", good.length));
        byte[] aborted = MonitorMessages.hex("c0 11 01 00 7d c1");
        assertThat(hear(aborted)).containsExactly(new DriverEvent.Malformed("aborted", 5));
        assertThat(hear(MonitorMessages.bytes(good, MonitorMessages.hex("0102"), good)))
                .contains(new DriverEvent.Malformed("unsynchronised", 2));
        assertThat(hear(MonitorMessages.hex("c0 1101 c0 11c1")))
                .containsExactly(new DriverEvent.Malformed("truncated", 3), new DriverEvent.Malformed("header", 3));
    }

    @Test
    void framesAreThoseOfTheWorkedExamples() {
        assertThat(HexFormat.of()
                        .formatHex(MonitorMessages.frame(
                                Requests.extendedPoll(1, Requests.NUMERICS, Requests.EVERY_GROUP))))
                .isEqualTo(
                        "c011010030e10000020001002800010007002200210000000000000000f13b0014000100010006000000010008f13e0004"
                                + "00493e0009d4c1");
        assertThat(hear(MonitorMessages.hex("c011010032e10000020002002a000100070024002100000000f13b001a00010000001dd400"
                        + "ffffffffffffffff00010006000000000000f857c1")))
                .isEmpty();
    }

    private static List<DriverEvent> hear(byte[] bytes) {
        List<DriverEvent> events = new ArrayList<>();
        new IntellivueSerial().open().received(ByteBuffer.wrap(bytes), 1_000_000, events::add);
        return events;
    }
}
