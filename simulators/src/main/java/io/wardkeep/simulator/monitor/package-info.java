/**
 * A bedside monitor that publishes by MQTT at QoS 1: numerics once a second and three curves in blocks of 0.4 s, in
 * Wardkeep's JSON for devices. A message keeps its {@code id} for ever and is sent again, in order, until it is
 * acknowledged, over as many connections as that takes. The publisher serves other formats too.
 *
 * <p>Threads: everything on the loop that moves the device; the MQTT library's threads only put what happened into a
 * {@link io.wardkeep.simulator.monitor.PublisherInbox}. Must not know: the drivers, the gateway.
 *
 * <p>Sources: MQTT 3.1.1; the guide to MQTT for devices.
 */
@NullMarked
package io.wardkeep.simulator.monitor;

import org.jspecify.annotations.NullMarked;
