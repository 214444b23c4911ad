package io.wardkeep.simulator.bedside;

/**
 * What a device has done so far.
 *
 * @param device its name
 * @param protocol its protocol
 * @param messages packets, lines or messages that were sent completely while somebody listened
 * @param unheard packets, lines or messages that nobody heard
 * @param observations by MQTT: values and waveform blocks of the sent messages; on a line: waveform blocks and values
 *     as the protocol transmits them
 * @param acknowledged by MQTT: those of the observations whose message was acknowledged; 0 on a line
 */
public record Tally(
        String device, String protocol, long messages, long unheard, long observations, long acknowledged) {}
