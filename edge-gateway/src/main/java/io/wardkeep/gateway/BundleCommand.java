package io.wardkeep.gateway;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.gateway.journal.JournalSnapshot;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.sync.BundleOutput;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wardkeep-gateway bundle}: the way to the hub that needs no network. */
@Command(
        name = "bundle",
        mixinStandardHelpOptions = true,
        description = "The way to the hub by a file, when there is no link.",
        subcommands = BundleCommand.Export.class)
final class BundleCommand implements Runnable {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BundleCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: export");
    }

    /** Writes a bundle. */
    @Command(
            name = "export",
            mixinStandardHelpOptions = true,
            description = "Write what the hub may not have into a file that only the hub can open; beside a running"
                    + " gateway, or for a stopped one. Run it as the gateway's user.",
            footer = {
                "",
                "Examples:",
                "  wardkeep-gateway bundle export --out /media/usb/7a-box-1.wkb",
                "  wardkeep-gateway bundle export --since 24h --out /media/usb/7a-box-1.wkb"
            })
    static final class Export implements Callable<Integer> {

        @Mixin
        private ConfigOption config = new ConfigOption();

        @Option(names = "--out", required = true, paramLabel = "FILE", description = "the file to write")
        private Path out;

        @ArgGroup(exclusive = true)
        private @Nullable What what;

        @Option(
                names = "--hub-certificate",
                paramLabel = "FILE",
                description = "certificate.pem of the hub's identity; needed when this box has never met its hub")
        private @Nullable Path hubCertificate;

        @Option(names = "--json", description = "for machines")
        private boolean asJson;

        @Spec
        private CommandSpec spec;

        @SuppressWarnings("NullAway.Init") // picocli sets the fields
        Export() {}

        /** What goes in besides what the hub has not acknowledged. */
        static final class What {
            @Option(names = "--all", description = "everything that this box holds, also what the hub acknowledged")
            private boolean all;

            @Option(
                    names = "--since",
                    paramLabel = "TIME",
                    description = "all rows, and the readings from then on: 24h, or 2026-11-20T09:00:00Z")
            private @Nullable String since;
        }

        @Override
        public Integer call() throws ConfigException, IOException, IdentityException {
            GatewayConfig effective = config.read();
            InstantSource clock = InstantSource.system();
            GatewayConfig.Hub central = effective
                    .hub()
                    .orElseThrow(() -> new ConfigException("there is no hub in the configuration, so there is no"
                            + " identity to sign with and nobody to seal for"));
            IdentityDirectory identity = IdentityDirectory.read(central.identity());
            Path known = Optional.ofNullable(hubCertificate)
                    .orElse(KnownHub.file(effective.state().directory()));
            KnownHub.Certificate hub = KnownHub.read(known, identity.anchor(), clock.instant());
            if (!hub.doubt().isEmpty()) {
                spec.commandLine().getErr().println("warning: " + hub.doubt());
            }
            BundleExport export = new BundleExport(identity, hub, effective.ward(), clock, new SecureRandom());
            try (JournalSnapshot journal =
                    JournalSnapshot.open(effective.state().directory(), clock)) {
                print(export.write(journal, choice(clock.instant()), out));
            }
            return 0;
        }

        private BundleExport.Choice choice(Instant now) {
            if (what == null) {
                return new BundleExport.Choice.Unacknowledged();
            }
            return what.all || what.since == null
                    ? new BundleExport.Choice.All()
                    : new BundleExport.Choice.Since(since(what.since, now).toEpochMilli());
        }

        private Instant since(String text, Instant now) {
            try {
                return text.contains(":") ? Instant.parse(text) : now.minus(ConfigUnits.duration(text));
            } catch (DateTimeException | IllegalArgumentException wrong) {
                throw new ParameterException(
                        spec.commandLine(), "--since takes 24h or 2026-11-20T09:00:00Z, not " + text, wrong);
            }
        }

        private void print(BundleExport.Made made) {
            BundleOutput.Contents in = made.contents();
            PrintWriter console = spec.commandLine().getOut();
            if (asJson) {
                Map<String, Object> json = new LinkedHashMap<>();
                json.put("file", out.toString());
                json.put("bundle", made.id());
                json.put("hub", made.hub().name());
                json.put("readings", in.readings());
                json.put("rows", in.rows());
                json.put("lost", in.lost());
                json.put("withheld", in.withheld());
                json.put("bytes", made.bytes());
                console.println(JsonMapper.builder().build().writeValueAsString(json));
            } else {
                console.printf(
                        "%s: bundle %s for %s: %,d readings, %,d rows, %,d declared lost, %,d bytes%n",
                        out, made.id(), made.hub().name(), in.readings(), in.rows(), in.lost(), made.bytes());
                if (in.withheld() > 0) {
                    console.printf("%,d readings lie in damaged pieces and are not in it%n", in.withheld());
                }
            }
            console.flush();
        }
    }
}
