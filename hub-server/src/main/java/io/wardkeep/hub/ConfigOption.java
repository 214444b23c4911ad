package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** {@code --config}, as every command has it. */
final class ConfigOption {

    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/wardkeep/hub.yaml",
            description = "the hub's configuration (default: ${DEFAULT-VALUE})")
    private Path file;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    ConfigOption() {}

    HubConfig read() throws ConfigException {
        return HubConfig.read(file);
    }

    Path file() {
        return file;
    }
}
