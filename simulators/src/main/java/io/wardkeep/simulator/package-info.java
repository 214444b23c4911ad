/**
 * Devices and whole wards made of software, and the {@code wardkeep-sim} command. The devices' side of each protocol is
 * written from the protocol's document, never by calling a driver: a misreading would otherwise agree with itself.
 *
 * <p>Everything that devices do follows from the time since the start, the script and the seed. A wire without a
 * listener carries nothing, as in life.
 *
 * <p>Threads: one {@link io.wardkeep.simulator.SimulatorLoop} moves all devices of a ward; the MQTT library has its
 * own. Must not know: the gateway.
 */
@NullMarked
package io.wardkeep.simulator;

import org.jspecify.annotations.NullMarked;
