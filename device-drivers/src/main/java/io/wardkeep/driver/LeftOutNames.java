package io.wardkeep.driver;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Says what a session leaves out, by the device's own names while they are few: what a device calls its values is
 * short, what a broken line or a liar makes of it is without end. Owned by the session.
 */
public final class LeftOutNames {

    /** Longest name worth making from what the device sent. */
    public static final int NAME_BYTES_MAX = 40;

    private static final int NAMES_MAX = 64;
    private static final String OTHERS = "other";

    private final Set<String> names = new HashSet<>();

    /** No name so far. */
    public LeftOutNames() {}

    /** A name as far as it is worth keeping. */
    public static String shortened(String name) {
        return name.isEmpty() ? "unnamed" : name.substring(0, Math.min(name.length(), NAME_BYTES_MAX));
    }

    /** Something of this name is left out. */
    public void leaveOut(String name, Consumer<DriverEvent> events) {
        boolean known = names.contains(name) || names.size() < NAMES_MAX && names.add(name);
        events.accept(new DriverEvent.LeftOut(known ? name : OTHERS));
    }
}
