package io.wardkeep.gateway;

import io.wardkeep.command.ExitCode;
import io.wardkeep.password.PasswordHash;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes the hash of a PIN for the staff list. */
@Command(
        name = "hash-pin",
        mixinStandardHelpOptions = true,
        description = "Read a PIN (standard input) and print its hash for the staff list.")
final class HashPinCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets it before anything else
    HashPinCommand() {}

    @Override
    public Integer call() throws IOException {
        String line = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine();
        char[] pin = line == null ? new char[0] : line.toCharArray();
        if (pin.length < 4) {
            spec.commandLine().getErr().println("a PIN has at least 4 characters");
            return ExitCode.FAILED;
        }
        spec.commandLine()
                .getOut()
                .println(PasswordHash.create(pin, new SecureRandom()).phc());
        spec.commandLine().getOut().flush();
        return ExitCode.OK;
    }
}
