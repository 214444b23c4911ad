/**
 * A Sparkplug B edge node with one device behind it, a monitor: births with names, aliases, units and MDC codes, values
 * by alias when they change, the death of the device while it says nothing, the will of the node, and another birth
 * when somebody asks. Everything at QoS 1, where the specification has QoS 0, so that what was kept can be told from
 * what was not; what is not acknowledged when a connection is lost is not sent again, since the next birth says it
 * anew.
 *
 * <p>Threads: everything on the loop that moves the device. Must not know: the drivers, the gateway.
 *
 * <p>Sources: Eclipse Sparkplug specification 3.0.0; Protocol Buffers encoding (proto2).
 */
@NullMarked
package io.wardkeep.simulator.sparkplug;

import org.jspecify.annotations.NullMarked;
