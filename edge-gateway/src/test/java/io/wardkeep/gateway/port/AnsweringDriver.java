package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.DriverSheet;
import io.wardkeep.driver.Oximetry;
import io.wardkeep.driver.SerialSetting;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * A device of one-letter messages that waits for answers: a small letter is a saturation that it sends again until it
 * is acknowledged, a digit one without a name of its own, {@code !} an alarm, {@code ?} asks whether anybody listens.
 */
final class AnsweringDriver implements Driver {

    /** What a message is answered with when it is durable: its letter as a capital, a digit as it is. */
    static char acknowledgement(char message) {
        return Character.toUpperCase(message);
    }

    /** The answer to a saturation that could not be kept. */
    static final char REFUSAL = '-';

    /** The answer to {@code ?}. */
    static final char LISTENING = '.';

    @Override
    public String name() {
        return "answering";
    }

    @Override
    public String description() {
        return "one-letter messages";
    }

    @Override
    public DriverSheet sheet() {
        return new DriverSheet(
                "AnsweringDriver",
                List.of(),
                List.of(DriverSheet.Carrier.SERIAL, DriverSheet.Carrier.TCP),
                List.of(SerialSetting.plain(9_600)),
                true,
                DriverSheet.codes(Oximetry.SATURATION.code()),
                DriverSheet.codes(),
                "",
                List.of());
    }

    @Override
    public long silenceMillis() {
        return 3_000;
    }

    @Override
    public DriverSession open() {
        return new Session();
    }

    private static final class Session implements DriverSession {

        @Override
        public void received(ByteBuffer bytes, long nowMillis, Consumer<DriverEvent> events) {
            while (bytes.hasRemaining()) {
                char message = (char) bytes.get();
                switch (message) {
                    case '?' -> events.accept(new DriverEvent.Transmit(text(LISTENING)));
                    case '!' -> {
                        events.accept(new DriverEvent.DeviceAlert("probe", 0, AlertPriority.LOW, false, true));
                        events.accept(new DriverEvent.Acknowledge(
                                text(acknowledgement(message)), ByteBuffer.allocate(0), OptionalLong.empty()));
                    }
                    default -> saturation(message, nowMillis, events);
                }
            }
        }

        private static void saturation(char message, long nowMillis, Consumer<DriverEvent> events) {
            boolean named = message >= 'a';
            events.accept(new DriverEvent.Measured(new Observation(
                    Oximetry.SATURATION.code(),
                    message % 32 + 60,
                    0,
                    Oximetry.SATURATION.unitCode(),
                    Validity.VALID,
                    nowMillis,
                    Reading.NO_DEVICE_TIME)));
            events.accept(new DriverEvent.Acknowledge(
                    text(acknowledgement(message)),
                    named ? text(REFUSAL) : ByteBuffer.allocate(0),
                    named ? OptionalLong.of(message) : OptionalLong.empty()));
        }

        @Override
        public void ticked(long nowMillis, Consumer<DriverEvent> events) {
            // Says nothing by itself.
        }

        private static ByteBuffer text(char letter) {
            return StandardCharsets.US_ASCII.encode(String.valueOf(letter));
        }
    }
}
