package io.wardkeep.gateway.port;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Waveform;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/** A digest of codes, device times and values: equal for a message that is sent again. */
final class Fingerprint {

    private Fingerprint() {}

    static long of(List<DriverEvent> events) {
        MessageDigest digest = sha256();
        for (DriverEvent event : events) {
            if (event instanceof DriverEvent.Measured(var reading)) {
                digest.update(bytes(reading).flip());
            }
        }
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    private static ByteBuffer bytes(Reading reading) {
        return switch (reading) {
            case Observation observation ->
                ByteBuffer.allocate(32)
                        .putInt(observation.code())
                        .putLong(observation.deviceMillis())
                        .putLong(observation.mantissa())
                        .putInt(observation.scale())
                        .putInt(observation.validity().ordinal());
            case Waveform waveform -> {
                ByteBuffer bytes = ByteBuffer.allocate(32 + 4 * waveform.length())
                        .putInt(waveform.code())
                        .putLong(waveform.deviceMillis())
                        .putLong(waveform.periodNanos())
                        .putInt(waveform.scale())
                        .putInt(waveform.validity().ordinal());
                for (int i = 0; i < waveform.length(); i++) {
                    bytes.putInt(waveform.sample(i));
                }
                yield bytes;
            }
        };
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
