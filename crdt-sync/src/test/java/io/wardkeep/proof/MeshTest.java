package io.wardkeep.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Goal: in a mesh every element is sent to every replica once, whoever offers it. Fault model: links of any latency; a
 * link that goes while what was asked for is on it.
 */
final class MeshTest {

    private static final int ROUNDS = 6;
    private static final long OPTIMUM = 15L * 14 * ROUNDS;

    @Test
    void everyElementIsSentToEveryReplicaOnce() {
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(shipped(20, seed)).as("seed %d", seed).isEqualTo(OPTIMUM);
        }
    }

    @Test
    void aPushThatIsSlowerThanTwoOtherLinksSeldomComesSecond() {
        for (int seed = 1; seed <= 3; seed++) {
            assertThat(shipped(400, seed)).as("seed %d", seed).isBetween(OPTIMUM, OPTIMUM * 105 / 100);
        }
    }

    private static long shipped(int latencyMillisMax, long seed) {
        Mesh mesh = new Mesh(MeshCommand.neighbours(15), latencyMillisMax, seed);
        mesh.run(ROUNDS, 1_000);
        return mesh.shipped();
    }

    @Test
    void whatAnEndedSessionHadAskedForIsAskedOfAnother() {
        int[][] diamond = {{1, 2}, {0, 3}, {0, 3}, {1, 2}};
        for (int millis = 0; millis < 1_000; millis += 20) {
            for (int gone = 1; gone <= 2; gone++) {
                Mesh mesh = new Mesh(diamond, 200, 1);

                mesh.write(0, millis);
                mesh.cut(gone, 3);
                mesh.write(1, 3_000);

                assertThat(mesh.held(3))
                        .as("cut from %d after %d ms", gone, millis)
                        .isEqualTo(2);
            }
        }
    }

    @Test
    void thePublishedWaysSendMore() {
        int[][] neighbours = MeshCommand.neighbours(15);

        assertThat(new MeshReference(neighbours, true, true).run(ROUNDS)).isGreaterThan(3 * OPTIMUM);
        assertThat(new MeshReference(neighbours, false, false).run(ROUNDS)).isGreaterThan(10 * OPTIMUM);
    }
}
