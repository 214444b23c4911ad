package io.wardkeep.link;

import static io.wardkeep.link.RealWard.await;
import static io.wardkeep.link.RealWard.gatewayCommand;
import static io.wardkeep.link.RealWard.hubCommand;
import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.demo.LinkProxyLoop;
import io.wardkeep.gateway.Gateway;
import io.wardkeep.hub.Hub;
import io.wardkeep.identity.DenyList;
import io.wardkeep.link.RealWard.Said;
import io.wardkeep.sync.Completeness;
import io.wardkeep.sync.Family;
import io.wardkeep.sync.Holding;
import io.wardkeep.sync.StreamId;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A ward whose link is gone, and a person with a USB stick: SQLite to PostgreSQL through the commands that people use.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(300)
final class BundleIT {

    private Path directory;
    private RealWard ward;
    private Hub hub;

    @BeforeAll
    void startHub(@TempDir Path shared) throws Exception {
        directory = shared;
        ward = new RealWard(directory);
        hub = ward.startHub();
    }

    @AfterAll
    void stopHub() {
        hub.close();
    }

    @Test
    void whatABoxHoldsGetsToTheHubInAnyOrderAnyNumberOfTimes() throws Exception {
        ward.box("alone", RealWard.freePort(), "");
        Gateway gateway = ward.start("alone");
        List<Path> bundles = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            RealWard.publish(gateway, "alone", 40);
            bundles.add(export("alone", "--all"));
        }
        gateway.stop();
        bundles.add(export("alone", "--all"));
        UUID site = ward.site("alone");

        Said first = imported(bundles.get(1));
        assertThat(first.out()).contains("of alone").contains("80 of 80 readings");
        assertThat(imported(bundles.get(0)).out()).contains(" 0 of 40 readings, 0 of ");
        imported(bundles.get(3));
        assertThat(ward.heldByHub(site)).isEqualTo(ward.written("alone"));
        Completeness.Totals before = ward.countedByHub();
        Said again = hubCommand("bundle", "import", "--config", ward.hubFile(), bundles.get(2), bundles.get(3));
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(again.out().lines()).hasSize(2).allMatch(line -> line.contains(" 0 of 120 readings"));
        assertThat(ward.countedByHub()).isEqualTo(before);
        assertThat(before.duplicates()).isZero();
        assertThat(before.missing()).isZero();
    }

    @Test
    void aBundleAfterACutCarriesWhatIsMissingAndTheLinkSendsNothingTwice() throws Exception {
        int port = RealWard.freePort();
        ward.box("cut", port, "");
        InetSocketAddress sync = new InetSocketAddress(InetAddress.getLoopbackAddress(), hub.syncPort());
        Gateway gateway;
        UUID site;
        try (LinkProxyLoop cable = new LinkProxyLoop(port, sync)) {
            assertThat(cable.port()).isEqualTo(port);
            gateway = ward.start("cut");
            RealWard.publish(gateway, "cut", 200);
            site = ward.site("cut");
            await("the first part is at the hub", () -> ward.heldByHub(site).equals(ward.written("cut")));
            // Cut before the acknowledgement has come back, the box would carry the last of it again, and rightly so.
            await(
                    "the journal knows that it is",
                    () -> gatewayCommand(
                                    "bundle",
                                    "export",
                                    "--json",
                                    "--config",
                                    ward.gatewayFile("cut"),
                                    "--out",
                                    directory.resolve("x"))
                            .out()
                            .contains("\"readings\":0,"));
        }
        RealWard.publish(gateway, "cut", 100);
        Path bundle = export("cut");

        assertThat(imported(bundle).out()).contains("100 of 100 readings");
        // Alerts go on being raised meanwhile; the device has fallen silent.
        assertThat(readings(ward.heldByHub(site))).isEqualTo(readings(ward.written("cut")));
        try (LinkProxyLoop cable = new LinkProxyLoop(port, sync)) {
            RealWard.publish(gateway, "cut", 10);
            await("the rest is at the hub", () -> ward.heldByHub(site).equals(ward.written("cut")));
            assertThat(cable.bytes()).isPositive();
        }
        gateway.stop();
        assertThat(ward.countedByHub().duplicates()).isZero();
    }

    @Test
    void aBundleThatIsNotWhatItWasJoinsNothingAndSaysWhy() throws Exception {
        ward.box("broken", RealWard.freePort(), "");
        Gateway gateway = ward.start("broken");
        RealWard.publish(gateway, "broken", 30);
        gateway.stop();
        byte[] good = Files.readAllBytes(export("broken", "--since", "24h"));
        UUID site = ward.site("broken");
        for (int seed = 0; seed < 12; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bad = seed % 3 == 0 ? Arrays.copyOf(good, random.nextInt(good.length)) : good.clone();
            if (bad.length == good.length) {
                bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            }
            Said said = hubCommand(
                    "bundle", "import", "--config", ward.hubFile(), Files.write(directory.resolve("bad"), bad));
            assertThat(said.exit()).as("seed %d: %s", seed, said).isEqualTo(1);
            assertThat(said.err()).contains("refused, nothing was joined");
        }
        assertThat(ward.heldByHub(site)).isEmpty();
        assertThat(hubCommand("audit", "verify", "--config", ward.hubFile()).exit())
                .isZero();
    }

    @Test
    void aDeniedBoxsBundlesAreRefusedFromThenOn() throws Exception {
        ward.box("stolen", RealWard.freePort(), "");
        Gateway gateway = ward.start("stolen");
        RealWard.publish(gateway, "stolen", 5);
        Path before = export("stolen");
        imported(before);
        UUID site = ward.site("stolen");
        var held = ward.heldByHub(site);
        RealWard.publish(gateway, "stolen", 5);
        gateway.stop();
        Path after = export("stolen");
        DenyList.append(directory.resolve("hub-state").resolve("denied"), site, "stolen");
        await(
                "the deny list is read",
                () -> hubCommand("bundle", "import", "--config", ward.hubFile(), before)
                        .err()
                        .contains("(denied)"));

        Said said = hubCommand("bundle", "import", "--config", ward.hubFile(), after);
        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("(denied)");
        assertThat(ward.heldByHub(site)).isEqualTo(held);
    }

    @Test
    void theCommandsSayWhatIsWrongByTheirExitCode() throws Exception {
        ward.box("codes", RealWard.freePort(), "");
        Path out = directory.resolve("codes.wkb");
        assertThat(gatewayCommand("bundle").exit()).isEqualTo(2);
        assertThat(gatewayCommand("bundle", "export", "--config", ward.gatewayFile("codes"))
                        .exit())
                .isEqualTo(2);
        assertThat(gatewayCommand("bundle", "export", "--config", directory.resolve("none"), "--out", out)
                        .exit())
                .isEqualTo(3);
        Said never = gatewayCommand("bundle", "export", "--config", ward.gatewayFile("codes"), "--out", out);
        assertThat(never.exit()).isEqualTo(1);
        assertThat(never.err()).contains("--hub-certificate");
        assertThat(hubCommand("bundle", "import", "--config", ward.hubFile()).exit())
                .isEqualTo(2);
        assertThat(hubCommand("bundle", "import", "--config", ward.hubFile(), directory.resolve("nothing"))
                        .exit())
                .isEqualTo(1);
        assertThat(out).doesNotExist();
    }

    private static Map<StreamId, Holding> readings(Map<StreamId, Holding> held) {
        Map<StreamId, Holding> readings = new TreeMap<>(held);
        readings.keySet().removeIf(stream -> stream.shard().family() != Family.OBS);
        return readings;
    }

    private Path export(String box, String... more) {
        Path file = directory.resolve(box + "-" + UUID.randomUUID() + ".wkb");
        List<Object> arguments = new ArrayList<>(
                List.of("bundle", "export", "--config", ward.gatewayFile(box), "--out", file, "--hub-certificate"));
        arguments.add(ward.hubCertificate());
        arguments.addAll(List.of(more));
        Said said = gatewayCommand(arguments.toArray());
        assertThat(said.exit()).as(said.err()).isZero();
        return file;
    }

    private Said imported(Path bundle) {
        Said said = hubCommand("bundle", "import", "--config", ward.hubFile(), bundle);
        assertThat(said.exit()).as(said.err()).isZero();
        return said;
    }
}
