package io.wardkeep.hub.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountFileTest {

    private static final int SERVICE = 61_234;

    @Test
    void whatRootWritesFirstIsTheDirectorysOwners(@TempDir Path directory) throws IOException {
        assumeRoot(directory);
        Files.setAttribute(directory, "unix:uid", SERVICE);
        Files.setAttribute(directory, "unix:gid", SERVICE);
        Path file = directory.resolve("accounts.json");

        new AccountFile(file).change(accounts -> accounts);

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(SERVICE);
        assertThat(Files.getAttribute(file, "unix:gid")).isEqualTo(SERVICE);
        assertThat(Files.getAttribute(directory.resolve("accounts.json.lock"), "unix:uid"))
                .isEqualTo(SERVICE);
    }

    @Test
    void whatRootChangesStaysItsOwners(@TempDir Path directory) throws IOException {
        assumeRoot(directory);
        Path file = directory.resolve("accounts.json");
        new AccountFile(file).change(accounts -> accounts);
        Files.setAttribute(file, "unix:uid", SERVICE);

        new AccountFile(file).change(accounts -> accounts);

        assertThat(Files.getAttribute(file, "unix:uid")).isEqualTo(SERVICE);
    }

    /** Nobody else may give files away. */
    private static void assumeRoot(Path directory) throws IOException {
        assumeThat(Files.getAttribute(directory, "unix:uid")).isEqualTo(0);
    }
}
