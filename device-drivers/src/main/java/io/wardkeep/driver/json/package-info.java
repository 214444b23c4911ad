/**
 * Wardkeep's own JSON for devices, as it comes by MQTT: one message, many values and waveform blocks. Over a stream of
 * bytes the same messages stand one after the other, one a line.
 *
 * <p>{@code {"id": 7, "t": "2026-11-20T09:00:00.250Z", "values": [{"code": "MDC_PULS_OXIM_SAT_O2", "value": 97, "unit":
 * "%", "validity": "VALID"}], "waves": [{"code": 150452, "period_ms": 8, "samples": [0.43, null]}]}}. {@code id},
 * {@code t} and {@code validity} may be missing; {@code value} may be {@code null} where the validity has no value.
 * Parts that are wrong are given up with a reason and the rest is used.
 *
 * <p>Invariant: an unknown code, a unit that is not the metric's, a number that is not one never become values. Must
 * not know: MQTT, anything but the driver contract.
 *
 * <p>Sources: RFC 3339, UCUM, ISO/IEEE 11073-10101.
 */
@NullMarked
package io.wardkeep.driver.json;

import org.jspecify.annotations.NullMarked;
