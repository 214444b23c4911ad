package io.wardkeep.hub;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.access.Account;
import io.wardkeep.hub.access.AccountFile;
import io.wardkeep.hub.record.DatabaseProbe;
import io.wardkeep.hub.record.RunningDatabase;
import io.wardkeep.identity.DenyList;
import io.wardkeep.identity.IdentityDirectory;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code wardkeep-hub doctor}: looks at what a hub needs, and says what to do. Exit 1 when something fails. */
@Command(
        name = "doctor",
        mixinStandardHelpOptions = true,
        description = "Looks at state, database, certificate, accounts and disk, and says what to do.")
final class DoctorCommand implements Callable<Integer> {

    private static final long DISK_BYTES_MIN = 2L << 30;
    private static final Duration CERTIFICATE_MIN = Duration.ofDays(30);

    /** One line of the table. */
    private record Finding(String level, String what, String detail) {}

    @Mixin
    private ConfigOption config;

    @Mixin
    private AnswerOption answer;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    DoctorCommand() {}

    @Override
    public Integer call() throws ConfigException, IOException {
        HubConfig chosen = config.read();
        List<Finding> findings = new ArrayList<>();
        findings.add(disk(chosen.state()));
        findings.add(database(chosen));
        findings.add(certificate(chosen.sync().identity()));
        findings.add(accounts(chosen));
        findings.add(denied(chosen.denyList()));
        answer.print(
                findings,
                out -> findings.forEach(
                        finding -> out.printf("%-5s %-12s %s%n", finding.level(), finding.what(), finding.detail())));
        return findings.stream().anyMatch(finding -> finding.level().equals("FAIL")) ? 1 : 0;
    }

    private static Finding disk(Path state) throws IOException {
        if (!Files.isDirectory(state)) {
            return new Finding("WARN", "state", state + " is not there yet: the first start makes it");
        }
        long free = Files.getFileStore(state).getUsableSpace();
        return new Finding(
                free < DISK_BYTES_MIN ? "WARN" : "OK",
                "state",
                state + ", " + free / (1 << 20) + " MiB free" + (free < DISK_BYTES_MIN ? ": make room" : ""));
    }

    private static Finding database(HubConfig config) {
        try {
            String version = RunningDatabase.ask(Databases.source(config), DatabaseProbe::product);
            return new Finding("OK", "database", version);
        } catch (IOException | StoreException unreachable) {
            return new Finding("FAIL", "database", String.valueOf(unreachable.getMessage()));
        }
    }

    private static Finding certificate(Path identity) {
        try {
            Instant until = IdentityDirectory.read(identity)
                    .chain()
                    .getFirst()
                    .getNotAfter()
                    .toInstant();
            Duration left = Duration.between(Instant.now(), until);
            if (left.isNegative()) {
                return new Finding("FAIL", "certificate", "expired " + until + ": enrol again");
            }
            return new Finding(
                    left.compareTo(CERTIFICATE_MIN) < 0 ? "WARN" : "OK",
                    "certificate",
                    "until " + until + ", " + left.toDays() + " days");
        } catch (IdentityException missing) {
            return new Finding("FAIL", "certificate", String.valueOf(missing.getMessage()));
        }
    }

    private static Finding accounts(HubConfig config) {
        try {
            long enabled = new AccountFile(config.accounts())
                    .read().values().stream().filter(Account::enabled).count();
            return enabled == 0
                    ? new Finding("WARN", "accounts", "nobody can log in: wardkeep-hub user add")
                    : new Finding("OK", "accounts", enabled + " enabled");
        } catch (IOException unreadable) {
            return new Finding("FAIL", "accounts", String.valueOf(unreadable.getMessage()));
        }
    }

    private static Finding denied(Path file) {
        try {
            return new Finding(
                    "OK", "deny list", DenyList.read(file).reasonBySite().size() + " boxes");
        } catch (IOException unreadable) {
            return new Finding("FAIL", "deny list", String.valueOf(unreadable.getMessage()));
        }
    }
}
