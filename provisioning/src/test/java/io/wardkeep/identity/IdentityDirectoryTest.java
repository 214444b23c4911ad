package io.wardkeep.identity;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentityDirectoryTest {

    @TempDir
    Path directory;

    @Test
    void anEnrolmentUnderWayIsNoIdentityYet() throws IOException {
        Files.createFile(directory.resolve(IdentityDirectory.KEY));
        assertThatThrownBy(() -> IdentityDirectory.read(directory))
                .isInstanceOf(IdentityException.class)
                .hasMessageStartingWith("no identity at");
    }
}
