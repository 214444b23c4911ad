package io.wardkeep.gateway.port;

import io.wardkeep.driver.Driver;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds out which driver understands a capture. Nothing is sent, so drivers that must ask are tried too. */
public final class CaptureDetection {

    private CaptureDetection() {}

    /**
     * What was found.
     *
     * @param driver the only one that understands; empty where none does, or more than one
     * @param report which were right and how often, for people
     */
    public record Found(Optional<Driver> driver, String report) {}

    /** Tries all of them. */
    public static Found of(byte[] capture, List<Driver> drivers, long nowMillis) {
        List<Evidence> possible = drivers.stream()
                .map(driver -> heard(driver, capture, nowMillis))
                .filter(Evidence::possible)
                .toList();
        List<Evidence> credible = possible.stream().filter(Evidence::credible).toList();
        // A short capture may hold one frame only: then its only reader is believed.
        List<Evidence> left = credible.isEmpty() ? possible : credible;
        String report = left.isEmpty()
                ? "no driver understands these " + capture.length + " bytes"
                : left.stream().map(Evidence::toString).collect(Collectors.joining(", "));
        return new Found(
                left.size() == 1 ? Optional.of(left.getFirst().driver()) : Optional.empty(),
                left.size() > 1 ? "ambiguous: " + report : report);
    }

    private static Evidence heard(Driver driver, byte[] capture, long nowMillis) {
        Evidence evidence = new Evidence(driver);
        ByteBuffer one = ByteBuffer.wrap(capture);
        for (int index = 0; index < capture.length; index++) {
            evidence.received(one.limit(index + 1).position(index), nowMillis);
        }
        evidence.ticked(nowMillis);
        return evidence;
    }
}
