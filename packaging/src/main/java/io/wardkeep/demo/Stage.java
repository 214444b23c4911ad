package io.wardkeep.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.TimeUnit;

/**
 * Everything that the story plays on, as real processes: an authority, the hub with its PostgreSQL, two enrolled
 * gateways behind link proxies, and a ward of simulated devices for each. Taken down in the reverse order when closed.
 */
final class Stage implements AutoCloseable {

    /** Who may log in; the passwords are made anew for every run and printed. */
    record Login(String user, String name, String role, String password) {}

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    private final DemoPlan plan;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private final List<LinkProxyLoop> links = new ArrayList<>();
    private final List<ChildProcess> simulators = new ArrayList<>();
    private final List<Login> logins;

    private Stage(DemoPlan plan) {
        this.plan = plan;
        SecureRandom random = new SecureRandom();
        logins = List.of(
                new Login("lindqvist", "J. Lindqvist", "nurse", secret(random)),
                new Login("amari", "Dr. Amari", "physician", secret(random)),
                new Login("okafor", "M. Okafor", "admin", secret(random)));
    }

    /** Sets everything up; what had been started is stopped again when that fails. */
    static Stage set(DemoPlan plan) throws IOException, InterruptedException {
        Stage stage = new Stage(plan);
        try {
            stage.startHub();
            for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
                stage.startGateway(ward);
            }
            return stage;
        } catch (IOException | InterruptedException | RuntimeException failure) {
            stage.close();
            throw failure;
        }
    }

    /** Who may log in. */
    List<Login> logins() {
        return logins;
    }

    /** The login of a role. */
    Login login(String role) {
        return logins.stream()
                .filter(login -> login.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** A ward's cable to the hub. */
    LinkProxyLoop link(int ward) {
        return links.get(ward);
    }

    /** Stops the devices, so that both sides can come to rest. */
    void stopDevices() {
        simulators.forEach(ChildProcess::close);
    }

    private void startHub() throws IOException, InterruptedException {
        Path authority = plan.directory().resolve("authority");
        if (!Files.exists(authority)) {
            run("provision-authority", "wardkeep-provision", "ca", "init", "--directory", authority.toString());
            run(
                    "provision-hub",
                    "wardkeep-provision",
                    "enrol",
                    "--authority",
                    authority.toString(),
                    "--role",
                    "hub",
                    "--name",
                    "hub",
                    "--out",
                    plan.directory().resolve("hub-identity").toString());
        }
        Path config = plan.directory().resolve("hub.yaml");
        Files.writeString(
                config, """
                hub: {name: hub}
                state: {directory: %1$s/hub}
                database: {embedded: true}
                console: {listen: "127.0.0.1:%2$d"}
                sync: {listen: "127.0.0.1:%3$d", identity: %1$s/hub-identity}
                enrolment: {listen: "127.0.0.1:%4$d", authority: %1$s/authority}
                """.formatted(plan.directory(), plan.portBase(), plan.syncPort(), plan.enrolmentPort()));
        for (Login login : logins) {
            user(config, login);
        }
        ChildProcess hub = start("hub", "wardkeep-hub", "run", "--config", config.toString());
        PageClient client = new PageClient(plan.console());
        hub.awaitReady(client::ready, START_PATIENCE);
    }

    private void user(Path config, Login login) throws IOException, InterruptedException {
        Path password = plan.directory().resolve(login.user() + ".password");
        Files.writeString(password, login.password());
        run(
                "user-" + login.user(),
                "wardkeep-hub",
                "user",
                "add",
                "--config",
                config.toString(),
                "--name",
                login.name(),
                "--role",
                login.role(),
                "--password-file",
                password.toString(),
                login.user());
        Files.delete(password);
    }

    private void startGateway(int ward) throws IOException, InterruptedException {
        String name = DemoPlan.WARDS.get(ward);
        String lower = name.toLowerCase(Locale.ROOT);
        Path home = Files.createDirectories(plan.directory().resolve(lower));
        Path identity = home.resolve("identity");
        if (!Files.exists(identity)) {
            enrol(ward, identity);
        }
        LinkProxyLoop link =
                new LinkProxyLoop(plan.linkPort(ward), new InetSocketAddress("127.0.0.1", plan.syncPort()));
        links.add(link);
        running.push(link);
        Path serial = Files.createDirectories(home.resolve("serial"));
        Path config = home.resolve("gateway.yaml");
        Files.writeString(config, new GatewayFile(plan, ward, home, identity, serial, logins).text());
        simulators.add(start(
                "devices-" + lower,
                "wardkeep-sim",
                "ward",
                "--beds",
                Integer.toString(DemoPlan.BEDS_PER_WARD),
                "--prefix",
                name,
                "--mqtt",
                "127.0.0.1:" + plan.mqttPort(ward),
                "--serial-dir",
                serial.toString(),
                "--seed",
                Integer.toString(ward + 1),
                "--script",
                ward == 0 ? "demo-desaturation" : "none"));
        ChildProcess gateway = start("gateway-" + lower, "wardkeep-gateway", "run", "--config", config.toString());
        PageClient page = new PageClient(plan.page(ward));
        gateway.awaitReady(page::ready, START_PATIENCE);
    }

    /** As a biomedical engineer does it: a token from the authority, and one command on the box. */
    private void enrol(int ward, Path identity) throws IOException, InterruptedException {
        String ward7 = DemoPlan.WARDS.get(ward);
        String box = ward7.toLowerCase(Locale.ROOT) + "-box-1";
        String issued = run(
                "token-" + ward7,
                "wardkeep-provision",
                "token",
                "issue",
                "--authority",
                plan.directory().resolve("authority").toString(),
                "--name",
                box,
                "--ward",
                ward7);
        run(
                "enrol-" + ward7,
                "wardkeep-provision",
                "enrol",
                "--hub",
                "https://127.0.0.1:" + plan.enrolmentPort(),
                "--root-sha256",
                word(issued, "root sha256"),
                "--token",
                word(issued, "token"),
                "--name",
                box,
                "--ward",
                ward7,
                "--out",
                identity.toString());
    }

    private static String word(String output, String label) throws IOException {
        return output.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no \"" + label + "\" in: " + output));
    }

    private ChildProcess start(String name, String program, String... arguments) throws IOException {
        ChildProcess process = ChildProcess.start(name, plan.directory(), command(program, arguments));
        running.push(process);
        return process;
    }

    /** Runs a program to its end and returns what it said; anything but exit 0 is an error with its output. */
    String run(String name, String program, String... arguments) throws IOException, InterruptedException {
        Path output = plan.directory().resolve(name + ".out");
        Process process = new ProcessBuilder(command(program, arguments))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(START_PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
            throw new IOException(program + " did not end within " + START_PATIENCE.toSeconds() + " s");
        }
        String said = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        if (process.exitValue() != 0) {
            throw new IOException(
                    program + " " + String.join(" ", arguments) + " exited with " + process.exitValue() + ": " + said);
        }
        return said;
    }

    private List<String> command(String program, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(plan.program(program));
        command.addAll(List.of(arguments));
        return command;
    }

    private static String secret(SecureRandom random) {
        byte[] bytes = new byte[9];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().encodeToString(bytes);
    }

    @Override
    public void close() {
        takeDown();
    }

    /** Stops everything, last started first. Called again, also by another thread, it does nothing. */
    void takeDown() {
        while (true) {
            AutoCloseable next = running.poll();
            if (next == null) {
                return;
            }
            try {
                next.close();
            } catch (Exception failure) {
                throw new IllegalStateException("cannot take the stage down", failure);
            }
        }
    }
}
