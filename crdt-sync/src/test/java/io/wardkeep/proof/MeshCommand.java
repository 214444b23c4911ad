package io.wardkeep.proof;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * {@code packaging/bench mesh}: how often elements are sent in a mesh, against once to each other replica. The set-up
 * of arXiv 1803.02750: 15 replicas of degree 4, each adding one element to a grow-only set and synchronising in every
 * round.
 */
@Command(
        name = "mesh",
        mixinStandardHelpOptions = true,
        description = "Elements shipped in a mesh over the optimum, the real sessions and two published ways.")
final class MeshCommand implements Callable<Integer> {

    private static final int DEGREE = 4;
    private static final double RATIO_MAX = 1.05;

    @Option(names = "--replicas", defaultValue = "15", description = "how many (default ${DEFAULT-VALUE})")
    private int replicas;

    @Option(names = "--rounds", defaultValue = "100", description = "elements of each (default ${DEFAULT-VALUE})")
    private int rounds;

    @Option(
            names = "--round-millis",
            defaultValue = "1000",
            description = "simulated, between elements (default ${DEFAULT-VALUE})")
    private long roundMillis;

    @Option(names = "--seed", defaultValue = "1", description = "of the latencies (default ${DEFAULT-VALUE})")
    private long seed;

    private MeshCommand() {}

    @Override
    public Integer call() {
        int[][] neighbours = neighbours(replicas);
        long optimum = (long) replicas * rounds * (replicas - 1);
        System.out.println(replicas + " replicas of degree " + DEGREE + ", " + rounds + " elements each; optimum "
                + optimum + " elements shipped");
        System.out.println(
                String.format(Locale.ROOT, "%-46s %10s %7s %10s %12s", "what", "elements", "ratio", "frames", "bytes"));
        boolean kept = true;
        for (int latency : new int[] {20, 100, 400}) {
            Mesh mesh = new Mesh(neighbours, latency, seed);
            mesh.run(rounds, roundMillis);
            kept &= mesh.shipped() <= RATIO_MAX * optimum;
            System.out.println(String.format(
                    Locale.ROOT,
                    "%-46s %10d %7.3f %10d %12d",
                    "sessions, links of 1 to " + latency + " ms",
                    mesh.shipped(),
                    (double) mesh.shipped() / optimum,
                    mesh.frames(),
                    mesh.bytes()));
        }
        reference("delta-based, BP+RR", neighbours, optimum, true);
        reference("delta-based, classic", neighbours, optimum, false);
        System.out.println(kept ? "kept" : "NOT KEPT");
        return kept ? 0 : 1;
    }

    private void reference(String what, int[][] neighbours, long optimum, boolean improved) {
        long shipped = new MeshReference(neighbours, improved, improved).run(rounds);
        System.out.println(String.format(Locale.ROOT, "%-46s %10d %7.3f", what, shipped, (double) shipped / optimum));
    }

    /** Each with the next and the next but three on both sides of a ring. */
    static int[][] neighbours(int replicas) {
        return IntStream.range(0, replicas)
                .mapToObj(one -> IntStream.of(1, -1, 4, -4)
                        .map(step -> Math.floorMod(one + step, replicas))
                        .toArray())
                .toArray(int[][]::new);
    }
}
