/**
 * Ways to devices: serial ports, TCP and UDP lines, an endpoint for HL7 senders, the gateway's own MQTT endpoint and
 * brokers that the ward already has. Bytes come in, the driver of the port turns them into events, and the events go to
 * one {@link io.wardkeep.gateway.port.PortSink}, stamped with the time of the read.
 *
 * <p>Invariants: a device that waits for an acknowledgement gets it only after the sink said that everything in its
 * message is durable; a message that was delivered before is acknowledged and not delivered again; whatever a line, a
 * client or a broker sends is at worst counted; a port that does not exist is a state and never a failed start.
 *
 * <p>A port whose driver nobody named listens, sends nothing, and finds out by {@code PortDetection}; while it does not
 * know, that is a state, said by {@link io.wardkeep.gateway.port.PortSink#recognised}.
 *
 * <p>Threads: one {@link io.wardkeep.gateway.port.PortLoop} a serial or TCP line; everything of MQTT on one Vert.x
 * event loop; the sink is called from all of them. Must not know: what happens to readings behind the sink, alerts, the
 * journal, the hub.
 *
 * <p>Sources: MQTT 3.1.1 (OASIS), jSerialComm 2.11.
 */
@NullMarked
package io.wardkeep.gateway.port;

import org.jspecify.annotations.NullMarked;
