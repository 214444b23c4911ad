package io.wardkeep.ward;

/**
 * A ward, as people call it: {@code 7A}.
 *
 * @param name 1 to 64 of letters, digits, {@code . _ -}
 */
public record WardId(String name) implements Comparable<WardId> {

    /** Rejects anything but a plain token: it becomes part of topics, paths and file names. */
    public WardId {
        Tokens.require("ward", name);
    }

    @Override
    public int compareTo(WardId other) {
        return name.compareTo(other.name);
    }

    /** The name alone. */
    @Override
    public String toString() {
        return name;
    }
}
