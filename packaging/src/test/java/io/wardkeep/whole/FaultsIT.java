package io.wardkeep.whole;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.demo.DemoPlan;
import io.wardkeep.soak.FaultRun;
import io.wardkeep.soak.Tally;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A short form of {@code packaging/soak}: real processes, real SIGKILL, a real socket that is cut. */
@Tag("slow")
class FaultsIT {

    /** Without it the moment between a wrong acknowledgement and its commit is too short to be hit by so few kills. */
    private static final String POOR_DISK = "--commit-delay=100";

    @Test
    void nothingAcknowledgedIsLostOrDoubledWhenTheGatewayIsKilled() throws Exception {
        assertKept(run(19_300, List.of(POOR_DISK)).kills(6));
    }

    @Test
    void theSameKillsFindTheLossWhenAcknowledgementsComeBeforeTheCommit() throws Exception {
        Tally tally =
                run(19_500, List.of(POOR_DISK, "--acknowledge-before-commit")).kills(6);
        assertThat(tally.lost()).isPositive();
    }

    @Test
    void nothingAcknowledgedIsLostOrDoubledWhenTheLinkIsCutAndTheHubKilled() throws Exception {
        assertKept(run(19_400, List.of()).cuts(6, 1));
    }

    private static void assertKept(Tally tally) {
        assertThat(tally.acknowledged()).isPositive();
        assertThat(tally.lost()).as("lost").isZero();
        assertThat(tally.duplicated()).as("duplicated").isZero();
    }

    private static FaultRun run(int portBase, List<String> gatewayOptions) throws Exception {
        Path directory = Files.createTempDirectory("wardkeep-faults");
        DemoPlan plan = new DemoPlan(
                Path.of(System.getProperty("wardkeep.home")), directory, portBase, Duration.ZERO, Duration.ZERO);
        return new FaultRun(plan, 20_261_121, gatewayOptions, System.out::println);
    }
}
