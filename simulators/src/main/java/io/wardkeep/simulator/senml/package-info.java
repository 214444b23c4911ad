/**
 * A bridge between an oximeter, a monitor and a thermometer and the network: it gathers what they measure in two
 * seconds and publishes it by MQTT at QoS 1, as one pack of SenML in JSON. It has no message number: what is not
 * acknowledged is sent again as it was, and its absolute times say that it is the same.
 *
 * <p>Threads: everything on the loop that moves the device. Must not know: the drivers, the gateway.
 *
 * <p>Sources: RFC 8428; MQTT 3.1.1; the guide to MQTT for devices.
 */
@NullMarked
package io.wardkeep.simulator.senml;

import org.jspecify.annotations.NullMarked;
