/**
 * Fault runs against real processes: {@code kill -9} of a gateway under load, cuts of a real link, a hub that is
 * killed. What was acknowledged is compared with what the hub's database really holds. And a whole ward of simulated
 * devices on one gateway for a while, with what it costs.
 *
 * <p>Every run prints its goal, what was achieved and its seed, and has a negative control. Threads: the run's own and
 * the MQTT client's. Must not know: the insides of the gateway and the hub.
 */
@NullMarked
package io.wardkeep.soak;

import org.jspecify.annotations.NullMarked;
