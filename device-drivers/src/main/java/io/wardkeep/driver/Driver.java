package io.wardkeep.driver;

/** How to understand one kind of device. Stateless; {@link #open()} starts a conversation. */
public interface Driver {

    /** The name in the configuration, for example {@code nonin-oem3}. */
    String name();

    /** One line for people: protocol and devices. */
    String description();

    /** What it understands, from which document, on which lines. */
    DriverSheet sheet();

    /** The {@link #silenceMillis()} of a device that measures when somebody wants it to: never silent. */
    long ON_DEMAND = Long.MAX_VALUE;

    /** After how many milliseconds without a reading the device counts as silent: three of its intervals. */
    long silenceMillis();

    /** Starts a conversation. */
    DriverSession open();
}
