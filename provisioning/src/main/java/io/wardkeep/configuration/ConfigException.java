package io.wardkeep.configuration;

/** A configuration that cannot be used: says file, line, key, and what to do. */
public final class ConfigException extends Exception {

    private static final long serialVersionUID = 1L;

    /** {@code message} is complete: file, line, key, reason. */
    public ConfigException(String message) {
        super(message, null, false, false);
    }
}
