package io.wardkeep.provision;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.identity.DenyList;
import io.wardkeep.identity.IdentityDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as a person runs it, on a real directory. */
class ProvisionCommandTest {

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void enrolsABoxAtALocalAuthorityAndKeepsItsKeyPrivate() throws Exception {
        assertThat(run("ca", "init", "--directory", path("authority"))).isZero();
        assertThat(enrol()).as(err.toString()).isZero();
        IdentityDirectory identity = IdentityDirectory.read(directory.resolve("identity"));
        assertThat(identity.name().name()).isEqualTo("7a-box-1");
        assertThat(identity.name().ward()).contains("7A");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(
                        directory.resolve("identity").resolve(IdentityDirectory.KEY))))
                .isEqualTo("rw-------");
        assertThat(identity.sslContext(InstantSource.system()).getProtocol()).isEqualTo("TLSv1.3");
        assertThat(run("show", path("identity"))).isZero();
        assertThat(out.toString())
                .contains("7a-box-1")
                .contains(identity.name().site().toString());
    }

    @Test
    void refusesToReplaceAnIdentity() {
        run("ca", "init", "--directory", path("authority"));
        enrol();
        assertThat(enrol()).isEqualTo(1);
        assertThat(err.toString()).contains("already");
    }

    @Test
    void saysWhatToDoWithoutAnAuthority() {
        assertThat(enrol()).isEqualTo(1);
        assertThat(err.toString()).contains("wardkeep-provision ca init");
    }

    @Test
    void wrongUsageExitsWithTwo() {
        assertThat(run()).isEqualTo(2);
        assertThat(run("enrol")).isEqualTo(2);
    }

    @Test
    void revokedBoxesAreDenied() throws Exception {
        run("ca", "init", "--directory", path("authority"));
        enrol();
        IdentityDirectory identity = IdentityDirectory.read(directory.resolve("identity"));
        String site = identity.name().site().toString();
        assertThat(run("revoke", site, "--list", path("denied"), "--reason", "box stolen"))
                .isZero();
        assertThat(DenyList.read(directory.resolve("denied")).denies(identity.name()))
                .isTrue();
    }

    private int enrol() {
        return run(
                "enrol",
                "--authority",
                path("authority"),
                "--name",
                "7a-box-1",
                "--ward",
                "7A",
                "--out",
                path("identity"));
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private int run(String... arguments) {
        CommandLine line = ProvisionCommand.commandLine();
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        return line.execute(arguments);
    }
}
