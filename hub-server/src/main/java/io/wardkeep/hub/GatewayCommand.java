package io.wardkeep.hub;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.record.RecordReader;
import io.wardkeep.hub.record.RunningDatabase;
import io.wardkeep.identity.DenyList;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub gateway}: the boxes. */
@Command(name = "gateway", mixinStandardHelpOptions = true, description = "The gateways.")
final class GatewayCommand implements Runnable {

    /** One box; {@code denied} says why, or is null. */
    private record Known(
            UUID site,
            String name,
            String ward,
            long observations,
            @Nullable String denied) {}

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    GatewayCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: list or deny");
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the gateways that the record knows.")
    int list(@Mixin ConfigOption config, @Mixin AnswerOption answer) throws ConfigException, IOException {
        HubConfig chosen = config.read();
        Map<UUID, String> denied = DenyList.read(chosen.denyList()).reasonBySite();
        List<Known> known = RunningDatabase.ask(Databases.source(chosen), RecordReader::sites).stream()
                .map(site ->
                        new Known(site.site(), site.name(), site.ward(), site.observations(), denied.get(site.site())))
                .toList();
        answer.print(
                known,
                out -> known.forEach(each -> out.printf(
                        "%s  %-16s %-8s %,14d observations%s%n",
                        each.site(),
                        each.name(),
                        each.ward(),
                        each.observations(),
                        each.denied() == null ? "" : "  denied: " + each.denied())));
        return 0;
    }

    @Command(
            name = "deny",
            mixinStandardHelpOptions = true,
            description = "Shuts a box out; a running hub ends its session within a second.")
    int deny(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "SITE", description = "the box's site id") UUID site,
            @Option(names = "--reason", required = true, description = "why, for the logs of both sides") String reason)
            throws ConfigException, IOException {
        HubConfig chosen = config.read();
        Files.createDirectories(chosen.state());
        DenyList.append(chosen.denyList(), site, reason);
        PrintWriter out = spec.commandLine().getOut();
        out.println("denied " + site);
        out.flush();
        return 0;
    }
}
