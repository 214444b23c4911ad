package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.gateway.journal.AcknowledgePolicy;
import io.wardkeep.gateway.journal.CommitPace;
import io.wardkeep.sync.StoreException;
import io.wardkeep.systemd.SystemdNotifier;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Watches the ward until it is told to stop. */
@Command(name = "run", mixinStandardHelpOptions = true, description = "Watch the ward until told to stop.")
final class RunCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--log-json", description = "log as JSON with Elastic Common Schema names")
    private boolean logJson;

    @Option(names = "--print-config", description = "print the configuration in effect, and stop")
    private boolean printConfig;

    @Option(
            names = "--commit-delay",
            hidden = true,
            paramLabel = "MILLIS",
            description = "slow every commit of the journal; for the bench")
    private long commitDelayMillis;

    @Option(
            names = "--acknowledge-before-commit",
            hidden = true,
            description = "break the promise of the journal; for the negative control of the crash harness")
    private boolean acknowledgeBeforeCommit;

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    RunCommand() {}

    @Override
    public Integer call() throws ConfigException, InterruptedException {
        GatewayConfig effective = config.read();
        if (printConfig) {
            spec.commandLine().getOut().print(effective.print());
            spec.commandLine().getOut().flush();
            return ExitCode.OK;
        }
        if (logJson) {
            // Before the first logger exists; logback reads it then.
            System.setProperty("wardkeep.program", "wardkeep-gateway");
            System.setProperty("logback.configurationFile", "logback-json.xml");
        }
        Logger log = LoggerFactory.getLogger(RunCommand.class);
        Gateway gateway;
        try {
            gateway = Gateway.start(
                    effective,
                    new GatewayClock(System::nanoTime, System::currentTimeMillis),
                    pace(),
                    acknowledgeBeforeCommit
                            ? AcknowledgePolicy.BEFORE_COMMIT_FOR_NEGATIVE_CONTROL
                            : AcknowledgePolicy.AFTER_COMMIT);
        } catch (StoreException | CompletionException failed) {
            log.error("the gateway cannot start", failed);
            return ExitCode.FAILED;
        }
        return new WatchdogLoop(
                        gateway, new SystemdNotifier(Objects.requireNonNullElse(System.getenv("NOTIFY_SOCKET"), "")))
                .run();
    }

    private CommitPace pace() {
        long delay = commitDelayMillis;
        return delay == 0 ? CommitPace.UNBRAKED : () -> LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(delay));
    }
}
