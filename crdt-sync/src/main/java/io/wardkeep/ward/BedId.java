package io.wardkeep.ward;

/**
 * A bed place, as people call it: {@code 7A-02}. Monitors belong to beds; patients come and go.
 *
 * @param name 1 to 64 of letters, digits, {@code . _ -}
 */
public record BedId(String name) implements Comparable<BedId> {

    /** Rejects anything but a plain token: it becomes part of topics, paths and file names. */
    public BedId {
        Tokens.require("bed", name);
    }

    @Override
    public int compareTo(BedId other) {
        return name.compareTo(other.name);
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
