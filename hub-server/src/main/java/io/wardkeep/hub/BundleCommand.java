package io.wardkeep.hub;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.bundle.BundleReport;
import io.wardkeep.hub.bundle.BundleSpool;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** {@code wardkeep-hub bundle}: what came by hand. */
@Command(name = "bundle", mixinStandardHelpOptions = true, description = "Files from gateways that have no link.")
final class BundleCommand implements Runnable {

    private static final long LOOK_MILLIS = 100;
    private static final int LOCK_EVERY = 20;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    BundleCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: import");
    }

    @Command(
            name = "import",
            mixinStandardHelpOptions = true,
            description = "Hands bundles to the running hub, in any order, any number of times; exit 1 when one is"
                    + " refused. Run it as the hub's user.",
            footer = {"", "Example:", "  wardkeep-hub bundle import /media/usb/7a-box-1.wkb"})
    int takeIn(
            @Mixin ConfigOption config,
            @Option(
                            names = "--accept-expired",
                            description = "also when the box's certificate has ended, at most 400 days ago: you answer"
                                    + " for it that the box is where it should be")
                    boolean acceptExpired,
            @Option(names = "--json", description = "one line for each file, for machines") boolean asJson,
            @Parameters(arity = "1..*", paramLabel = "FILE", description = "the bundles") List<Path> files)
            throws ConfigException, IOException, InterruptedException {
        HubConfig chosen = config.read();
        BundleSpool spool = new BundleSpool(chosen.state());
        boolean good = true;
        for (Path file : files) {
            requireRunning(chosen.state());
            String name = spool.request(file, System.getProperty("user.name", "unknown"), acceptExpired);
            BundleReport report = await(spool, name, chosen.state());
            print(file, report, asJson);
            good &= report.result() == BundleReport.Result.IMPORTED;
        }
        return good ? 0 : 1;
    }

    private BundleReport await(BundleSpool spool, String name, Path state) throws IOException, InterruptedException {
        for (int looks = 1; ; looks++) {
            Optional<BundleReport> answer = spool.takeAnswer(name);
            if (answer.isPresent()) {
                return answer.get();
            }
            if (looks % LOCK_EVERY == 0) {
                requireRunning(state);
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Whoever runs in the state directory holds its lock. */
    private static void requireRunning(Path state) throws IOException {
        Path file = state.resolve("lock");
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
                    FileLock free = channel.tryLock()) {
                if (free == null) {
                    return;
                }
            } catch (OverlappingFileLockException here) {
                // The hub runs in this very process.
                return;
            }
        }
        throw new IOException("the hub does not run: start it, it takes the bundle in");
    }

    private void print(Path file, BundleReport report, boolean asJson) {
        PrintWriter out = spec.commandLine().getOut();
        if (asJson) {
            Map<String, Object> json = new LinkedHashMap<>();
            json.put("file", file.toString());
            json.put("result", report.result().name().toLowerCase(Locale.ROOT));
            json.put("reason", report.reason());
            json.put("detail", report.detail());
            json.put("bundle", report.bundle());
            json.put("box", report.box());
            json.put("ward", report.ward());
            json.put("carried", report.carried());
            json.put("fresh", report.fresh());
            out.println(JsonMapper.builder().build().writeValueAsString(json));
        } else if (report.result() == BundleReport.Result.IMPORTED) {
            out.printf(
                    "%s: bundle %s of %s, %s: %,d of %,d readings, %,d of %,d rows, %,d of %,d losses were new%n",
                    file,
                    report.bundle(),
                    report.box(),
                    report.detail(),
                    report.fresh().readings(),
                    report.carried().readings(),
                    report.fresh().rows(),
                    report.carried().rows(),
                    report.fresh().lost(),
                    report.carried().lost());
        } else {
            spec.commandLine()
                    .getErr()
                    .printf(
                            "%s: %s (%s): %s%n",
                            file,
                            report.result() == BundleReport.Result.REFUSED ? "refused, nothing was joined" : "failed",
                            report.reason(),
                            report.detail());
        }
        out.flush();
        spec.commandLine().getErr().flush();
    }
}
