package io.wardkeep.ward;

/**
 * A device at the bedside, by the stable name that the gateway's configuration or the device itself gives:
 * {@code ox-01}.
 *
 * @param name 1 to 64 of letters, digits, {@code . _ -}
 */
public record DeviceId(String name) implements Comparable<DeviceId> {

    /** Rejects anything but a plain token: it becomes part of topics, paths and file names. */
    public DeviceId {
        Tokens.require("device", name);
    }

    @Override
    public int compareTo(DeviceId other) {
        return name.compareTo(other.name);
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
