package io.wardkeep.driver;

import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a driver understands: the source of the table in {@code docs/devices.md}, of the serial settings that are tried
 * when nobody configured one, and of what its contract test holds it to.
 *
 * @param document title and edition of what the driver was written from
 * @param devices makers and models known to speak it
 * @param carriers how its bytes travel, the most usual first
 * @param serial settings of a serial line, the most usual first; empty where it never runs on one
 * @param speaksFirst does the device talk by itself? False where it answers polls or expects a handshake
 * @param numerics context-free codes of the numbers that it may give
 * @param waveforms context-free codes of the waveforms that it may give
 * @param alarms which of the device's own alarms are forwarded, for people; empty where the protocol has none
 * @param unsupported what the protocol has and the driver leaves out, for people
 */
public record DriverSheet(
        String document,
        List<String> devices,
        List<Carrier> carriers,
        List<SerialSetting> serial,
        boolean speaksFirst,
        SortedSet<Integer> numerics,
        SortedSet<Integer> waveforms,
        String alarms,
        List<String> unsupported) {

    /** A way for bytes to travel. */
    public enum Carrier {
        /** A serial line, or a serial server that stands for one. */
        SERIAL,
        /** A stream over TCP. */
        TCP,
        /** Datagrams over UDP, each handed to the session whole. */
        UDP,
        /** HL7 messages over TCP connections that their senders open. */
        MLLP,
        /** Published messages. */
        MQTT
    }

    /** Takes over unmodifiable copies. */
    public DriverSheet {
        devices = List.copyOf(devices);
        carriers = List.copyOf(carriers);
        serial = List.copyOf(serial);
        numerics = Collections.unmodifiableSortedSet(new TreeSet<>(numerics));
        waveforms = Collections.unmodifiableSortedSet(new TreeSet<>(waveforms));
        unsupported = List.copyOf(unsupported);
        if (carriers.isEmpty() || carriers.contains(Carrier.SERIAL) == serial.isEmpty()) {
            throw new IllegalArgumentException("a serial carrier needs a setting, and a setting a serial carrier");
        }
    }

    /** A set of codes, for a sheet. */
    public static SortedSet<Integer> codes(Integer... codes) {
        return new TreeSet<>(List.of(codes));
    }

    /** May this code be given? */
    public boolean gives(int code) {
        return numerics.contains(code) || waveforms.contains(code);
    }
}
