/**
 * Sparkplug B: edge nodes that publish births, values and deaths of the devices behind them by MQTT. What is heard are
 * MQTT PUBLISH packets, one after the other, as they travel on a connection.
 *
 * <p>Invariants: an alias means what the last birth said, and nothing after a gap in the sequence until the node was
 * born again; a value counts in its metric's own unit, told in the birth, or not at all; what is stored and forwarded
 * never becomes a current value; nothing can be asked but to be born again. Own reader of protocol buffers and not a
 * library, {@code docs/decisions/0022-own-protobuf-reader.md}.
 *
 * <p>Owned by one thread. Must not know: sockets, brokers, which devices are configured.
 *
 * <p>Sources: Eclipse Sparkplug specification 3.0.0; Protocol Buffers encoding (proto2); MQTT 3.1.1, section 3.3.
 */
@NullMarked
package io.wardkeep.driver.sparkplug;

import org.jspecify.annotations.NullMarked;
