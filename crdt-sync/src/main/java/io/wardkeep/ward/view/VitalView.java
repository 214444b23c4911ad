package io.wardkeep.ward.view;

import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.Validity;
import org.jspecify.annotations.Nullable;

/**
 * The newest measurement of one metric at one bed. A value never travels without its age: {@code measured} and
 * {@code received} are always there, and once it is too old {@code value} is null and {@code last} says what it was.
 *
 * @param code the metric's context-free MDC code
 * @param ref its MDC reference id
 * @param label what a tile calls it: {@code SpO₂}
 * @param unit as shown: {@code %}
 * @param value the digits as the device sent them; null when there is none or it is too old
 * @param validity how far it may be believed
 * @param measured when, epoch milliseconds
 * @param received when this side took it in, epoch milliseconds
 * @param device who measured
 * @param priority of the alert that this value causes, or null
 * @param stale older than twice its interval (at least 5 s)
 * @param last the last value, where {@code value} is null and there was one
 * @param low low limit in force, or null
 * @param high high limit in force, or null
 * @param conflict do the two sides disagree about these limits?
 */
public record VitalView(
        int code,
        String ref,
        String label,
        String unit,
        @Nullable String value,
        Validity validity,
        long measured,
        long received,
        String device,
        @Nullable AlertPriority priority,
        boolean stale,
        @Nullable LastView last,
        @Nullable String low,
        @Nullable String high,
        boolean conflict) {}
