/**
 * The contract of a device driver: a pure function from bytes and time to events. A driver is never a base class, holds
 * no thread, no port, no clock and no logger; the port loop that owns it feeds it and carries out what it asks to send.
 *
 * <p>Invariant: any split of the byte stream gives the same events; nothing throws; garbage is a
 * {@link io.wardkeep.driver.DriverEvent.Malformed}. Must not know: the gateway, any I/O library; of {@code crdt-sync}
 * only the {@code ward} vocabulary.
 */
@NullMarked
package io.wardkeep.driver;

import org.jspecify.annotations.NullMarked;
