/**
 * What devices have in common that speak in whole JSON messages, by MQTT or one after the other on a line: the reader
 * of the text, the frame, what becomes of a message, and how far its time is believed.
 *
 * <p>The parser is our own because drivers know the JDK only, and it is strict where a library would be kind: bounded
 * depth, length and digits, no duplicate keys, no comments, no {@code NaN}; {@code 1e999999999} costs nothing.
 *
 * <p>Invariant: nothing throws, whatever comes. Must not know: what any format means by its members, MQTT.
 *
 * <p>Sources: RFC 8259.
 */
@NullMarked
package io.wardkeep.driver.message;

import org.jspecify.annotations.NullMarked;
