package io.wardkeep.command;

import io.wardkeep.configuration.ConfigException;
import io.wardkeep.identity.IdentityException;
import io.wardkeep.sync.StoreException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.security.GeneralSecurityException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Says in one line what went wrong outside the program; a bug goes on as it came. */
public final class Complaints implements IExecutionExceptionHandler {

    /** Nothing to know. */
    public Complaints() {}

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) throws Exception {
        switch (failure) {
            case ConfigException wrong -> {
                say(command, text(wrong));
                return ExitCode.CONFIGURATION;
            }
            case IOException outside -> say(command, text(outside));
            case IdentityException unusable -> say(command, text(unusable));
            case GeneralSecurityException refused -> say(command, text(refused));
            case StoreException away -> say(command, text(away) + because(away));
            default -> throw failure;
        }
        return ExitCode.FAILED;
    }

    /** A sentence for somebody who has not read the source. */
    public static String text(Exception failure) {
        return switch (failure) {
            case NoSuchFileException missing -> "there is no " + missing.getFile();
            case AccessDeniedException denied -> denied.getFile() + " may not be opened by this user";
            case FileAlreadyExistsException there -> there.getFile() + " is there already";
            case ConnectException refused -> "nobody answers" + reason(refused);
            case HttpTimeoutException late -> "no answer in time" + reason(late);
            default -> failure.getMessage() == null ? failure.toString() : failure.getMessage();
        };
    }

    private static String because(StoreException failure) {
        return failure.getCause() instanceof Exception cause ? ": " + text(cause) : "";
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? "" : ": " + failure.getMessage();
    }

    private static void say(CommandLine command, String text) {
        command.getErr().println(text);
        command.getErr().flush();
    }
}
