package io.wardkeep.provision;

import io.wardkeep.identity.DenyList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code wardkeep-provision revoke}: shuts a box out by putting its site on the hub's deny list, which the hub reads
 * live.
 */
@Command(name = "revoke", mixinStandardHelpOptions = true, description = "Puts a box on the hub's deny list.")
final class RevokeCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SITE", description = "the box's site id, from show")
    private UUID site;

    @Option(names = "--list", required = true, description = "the hub's deny list: /var/lib/wardkeep/hub/denied")
    private Path list;

    @Option(names = "--reason", required = true, description = "why, for the logs of both sides")
    private String reason;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    RevokeCommand() {}

    @Override
    public Integer call() throws IOException {
        DenyList.append(list, site, reason);
        spec.commandLine().getOut().println("denied       " + site + " in " + list);
        return 0;
    }
}
