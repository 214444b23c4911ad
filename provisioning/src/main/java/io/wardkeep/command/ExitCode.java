package io.wardkeep.command;

/** How every command ends. */
public final class ExitCode {

    /** Done. */
    public static final int OK = 0;

    /** It failed, or what it looked at did. */
    public static final int FAILED = 1;

    /** It was called wrongly. */
    public static final int USAGE = 2;

    /** The configuration is wrong. */
    public static final int CONFIGURATION = 3;

    private ExitCode() {}
}
