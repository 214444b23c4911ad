/**
 * Decides what is wrong at the ward's beds and what must be signalled: the alert conditions of IEC 60601-1-8 as a pure
 * machine. Readings, technical events, commands of people and facts from other replicas go in; alert transitions come
 * out, each with the replicated facts that it makes.
 *
 * <p>Invariants: nothing but an acknowledgement of the newest epoch, the end of the condition itself or a disabled
 * limit leaves {@link AlertState#ACTIVE_UNACK}; missing data never ends an alert; a device's own alarm is forwarded and
 * never judged. Times are milliseconds of the gateway's monotonic-anchored clock and are passed in, so a step of the
 * wall clock changes no delay.
 *
 * <p>Thread: none of its own; all mutable state belongs to the one thread that calls the engine. Must not know: disk,
 * network, pages, clocks, loggers.
 *
 * <p>Sources: IEC 60601-1-8 as quoted by IHE SDPi 1.0, IHE ACM (PCD-04) event phases, BICEPS alert signals.
 */
@NullMarked
package io.wardkeep.gateway.alert;

import org.jspecify.annotations.NullMarked;
