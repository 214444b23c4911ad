package io.wardkeep.gateway;

import io.wardkeep.configuration.ConfigException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What every verb that needs the configuration takes. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            defaultValue = "/etc/wardkeep/gateway.yaml",
            description = "configuration file (default: ${DEFAULT-VALUE})")
    private Path file = Path.of("/etc/wardkeep/gateway.yaml");

    GatewayConfig read() throws ConfigException {
        return GatewayConfig.read(file);
    }

    Path file() {
        return file;
    }
}
