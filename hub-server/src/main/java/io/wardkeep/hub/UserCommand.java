package io.wardkeep.hub;

import io.wardkeep.command.AnswerOption;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.hub.access.Account;
import io.wardkeep.hub.access.AccountFile;
import io.wardkeep.hub.access.Role;
import io.wardkeep.password.PasswordHash;
import java.io.Console;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code wardkeep-hub user}: people's accounts; a running hub follows within a second. */
@Command(name = "user", mixinStandardHelpOptions = true, description = "People's accounts.")
final class UserCommand implements Runnable {

    private static final int PASSWORD_MIN = 8;

    /** An account without its hash. */
    private record Listed(String user, String name, String role, List<String> wards, boolean enabled) {}

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the fields
    UserCommand() {}

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "say what to do: add, list, disable or enable");
    }

    @Command(name = "add", mixinStandardHelpOptions = true, description = "Adds a person, or replaces one.")
    int add(
            @Mixin ConfigOption config,
            @Parameters(paramLabel = "USER", description = "login name") String user,
            @Option(names = "--name", required = true, description = "as it stands in records: \"J. Lindqvist\"")
                    String name,
            @Option(
                            names = "--role",
                            required = true,
                            description = "nurse, charge, physician, biomed, admin or auditor")
                    String role,
            @Option(names = "--ward", description = "may see this ward; repeat it (default: all wards)")
                    String @Nullable [] wards,
            @Option(names = "--password-file", description = "file with the password (default: asks)") @Nullable Path passwordFile)
            throws ConfigException, IOException {
        HubConfig chosen = config.read();
        Role known =
                Role.of(role).orElseThrow(() -> new ParameterException(spec.commandLine(), "there is no role " + role));
        char[] password = password(passwordFile);
        if (password.length < PASSWORD_MIN) {
            throw new ParameterException(spec.commandLine(), "a password has at least " + PASSWORD_MIN + " characters");
        }
        Set<String> seen = wards == null ? Set.of(Account.ALL_WARDS) : new TreeSet<>(Set.of(wards));
        try {
            Account account =
                    new Account(user, name, known, seen, PasswordHash.create(password, new SecureRandom()), true);
            file(chosen).change(accounts -> {
                accounts.put(user, account);
                return accounts;
            });
        } catch (IllegalArgumentException refused) {
            throw new ParameterException(spec.commandLine(), String.valueOf(refused.getMessage()), refused);
        }
        say("added " + user + " (" + known.word() + ", wards " + String.join(", ", seen) + ")");
        return 0;
    }

    @Command(name = "list", mixinStandardHelpOptions = true, description = "Lists the accounts.")
    int list(@Mixin ConfigOption config, @Mixin AnswerOption answer) throws ConfigException, IOException {
        List<Listed> people = file(config.read()).read().values().stream()
                .map(account -> new Listed(
                        account.user(),
                        account.name(),
                        account.role().word(),
                        List.copyOf(account.wards()),
                        account.enabled()))
                .toList();
        answer.print(
                people,
                out -> people.forEach(each -> out.printf(
                        "%-20s %-24s %-10s %-16s %s%n",
                        each.user(),
                        each.name(),
                        each.role(),
                        String.join(",", each.wards()),
                        each.enabled() ? "" : "disabled")));
        return 0;
    }

    @Command(name = "disable", mixinStandardHelpOptions = true, description = "Shuts a person out, within a second.")
    int disable(@Mixin ConfigOption config, @Parameters(paramLabel = "USER") String user)
            throws ConfigException, IOException {
        return allow(config.read(), user, false);
    }

    @Command(name = "enable", mixinStandardHelpOptions = true, description = "Lets a person in again.")
    int enable(@Mixin ConfigOption config, @Parameters(paramLabel = "USER") String user)
            throws ConfigException, IOException {
        return allow(config.read(), user, true);
    }

    private int allow(HubConfig config, String user, boolean allowed) throws IOException {
        if (!file(config).read().containsKey(user)) {
            throw new IOException("there is no user " + user);
        }
        file(config).change(accounts -> changed(accounts, user, allowed));
        say((allowed ? "enabled " : "disabled ") + user);
        return 0;
    }

    private static Map<String, Account> changed(Map<String, Account> accounts, String user, boolean allowed) {
        accounts.computeIfPresent(user, (_, account) -> account.withEnabled(allowed));
        return accounts;
    }

    private static AccountFile file(HubConfig config) throws IOException {
        Files.createDirectories(config.state());
        return new AccountFile(config.accounts());
    }

    private char[] password(@Nullable Path file) throws IOException {
        if (file != null) {
            return Files.readString(file, StandardCharsets.UTF_8).strip().toCharArray();
        }
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("password: "))
                .orElseThrow(() -> new IOException("no terminal to ask at: use --password-file"));
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
