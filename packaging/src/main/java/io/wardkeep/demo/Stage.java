package io.wardkeep.demo;

import io.wardkeep.hub.HubCommand;
import io.wardkeep.identity.SiteFile;
import io.wardkeep.provision.ProvisionCommand;
import io.wardkeep.simulator.WardPlan;
import io.wardkeep.simulator.monitor.MqttTarget;
import io.wardkeep.simulator.patient.Script;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/**
 * What the demonstration and the whole-system tests play on, as real processes: an authority, the hub with its
 * PostgreSQL, enrolled gateways behind link proxies, and a ward of simulated devices for each. Taken down in the
 * reverse order when closed. Used by one thread, but for {@link #takeDown}.
 */
public final class Stage implements AutoCloseable {

    /**
     * Who may log in; the passwords are made anew for every run.
     *
     * @param user login name
     * @param name as people are shown it
     * @param role what they may do
     * @param password at the hub, and their PIN at a ward page
     */
    public record Login(String user, String name, String role, String password) {}

    private static final Duration START_PATIENCE = Duration.ofSeconds(60);

    /** Five programs starting at once on a laptop: what is compiled quickly is there sooner than what runs fastest. */
    private static final Map<String, String> QUICK_START = Map.of(
            "wardkeep-hub", "-XX:TieredStopAtLevel=1",
            "wardkeep-gateway", "-XX:TieredStopAtLevel=1",
            "wardkeep-sim", "-XX:TieredStopAtLevel=1");

    private final DemoPlan plan;
    private final Map<String, String> javaOptions;
    private final List<Login> logins;
    private final Deque<AutoCloseable> running = new ConcurrentLinkedDeque<>();
    private final Map<Integer, LinkProxyLoop> links = new HashMap<>();
    private final Map<Integer, ChildProcess> gateways = new HashMap<>();
    private final List<ChildProcess> simulators = new ArrayList<>();
    private @Nullable ChildProcess hub;
    private @Nullable String staff;

    /** An empty stage: start the hub, then devices and gateways. */
    public Stage(DemoPlan plan) {
        this(plan, Map.of());
    }

    /** An empty stage on which programs run with more options of the JVM, by the program's name. */
    public Stage(DemoPlan plan, Map<String, String> javaOptions) {
        this.plan = plan;
        this.javaOptions = Map.copyOf(javaOptions);
        SecureRandom random = new SecureRandom();
        logins = List.of(
                new Login("lindqvist", "J. Lindqvist", "nurse", secret(random)),
                new Login("amari", "Dr. Amari", "physician", secret(random)),
                new Login("okafor", "M. Okafor", "admin", secret(random)));
    }

    /**
     * The whole cast of the demonstration, ready; what had been started is stopped again when that fails. The wards
     * begin to watch while the hub still starts, as they do in life, and are enrolled when it is there.
     *
     * @param watching run as soon as the first ward's gateway is ready; the hub may not be
     */
    public static Stage set(DemoPlan plan, Scene watching) throws IOException, InterruptedException {
        Stage stage = new Stage(plan, QUICK_START);
        boolean set = false;
        try (ExecutorService beside = Executors.newSingleThreadExecutor()) {
            Future<?> hub = beside.submit(() -> {
                stage.startHub();
                return stage;
            });
            for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
                stage.startDevices(ward, Story.SCRIPTS.get(ward));
            }
            for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
                stage.awaitPlugged(ward);
                stage.spawnGateway(ward, List.of(), List.of());
            }
            stage.awaitGateway(0);
            watching.play();
            hub.get();
            for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
                stage.awaitGateway(ward);
                stage.enrol(ward, stage.identity(ward));
            }
            set = true;
            return stage;
        } catch (ExecutionException failed) {
            throw new IOException("the hub did not start: " + failed.getMessage(), failed);
        } finally {
            if (!set) {
                stage.takeDown();
            }
        }
    }

    /** Something that happens while the stage is being set. */
    @FunctionalInterface
    public interface Scene {

        /** Plays it. */
        void play() throws IOException, InterruptedException;
    }

    /** Who may log in. */
    public List<Login> logins() {
        return logins;
    }

    /** The login of a role. */
    public Login login(String role) {
        return logins.stream()
                .filter(login -> login.role().equals(role))
                .findFirst()
                .orElseThrow();
    }

    /** The hub's process. */
    public ChildProcess hub() {
        return Objects.requireNonNull(hub, "the hub was not started");
    }

    /** A ward's gateway process. */
    public ChildProcess gateway(int ward) {
        return Objects.requireNonNull(gateways.get(ward), "no gateway was started for ward " + ward);
    }

    /** A ward's cable to the hub. */
    public LinkProxyLoop link(int ward) {
        return Objects.requireNonNull(links.get(ward), "no gateway was started for ward " + ward);
    }

    /** Starts the hub, making authority, identity and logins on first use, and waits until it is ready. */
    public void startHub() throws IOException, InterruptedException {
        Path config = plan.directory().resolve("hub.yaml");
        if (!Files.exists(config)) {
            provisionHub();
            Files.writeString(config, hubFile());
        }
        ChildProcess started = start("hub", "wardkeep-hub", List.of("run", "--config", config.toString()));
        if (hub == null) {
            for (Login login : logins) {
                addUser(config, login);
            }
        }
        hub = started;
        PageClient client = new PageClient(plan.console());
        started.awaitReady(client::ready, START_PATIENCE);
    }

    /**
     * Starts a ward's gateway behind its link, enrolling it on first use. Does not wait for it.
     *
     * @param extraDevices more MQTT devices that it shall take from, all at the ward's first bed
     * @param options more options of {@code wardkeep-gateway run}
     */
    public void startGateway(int ward, List<String> extraDevices, List<String> options) throws IOException {
        if (!Files.exists(identity(ward))) {
            enrol(ward, identity(ward));
        }
        spawnGateway(ward, extraDevices, options);
    }

    private void spawnGateway(int ward, List<String> extraDevices, List<String> options) throws IOException {
        Path home = home(ward);
        Path config = home.resolve("gateway.yaml");
        if (!Files.exists(config)) {
            if (staff == null) {
                staff = GatewayFile.staff(logins, new SecureRandom());
            }
            GatewayFile file = new GatewayFile(plan, ward, home, identity(ward), devices(ward), extraDevices, staff);
            Files.writeString(config, file.text());
        }
        if (!links.containsKey(ward)) {
            LinkProxyLoop link = new LinkProxyLoop(
                    plan.linkPort(ward), new InetSocketAddress(InetAddress.getLoopbackAddress(), plan.syncPort()));
            links.put(ward, link);
            running.push(link);
        }
        String name = "gateway-" + lower(ward);
        List<String> arguments = new ArrayList<>(List.of("run", "--config", config.toString()));
        arguments.addAll(options);
        gateways.put(ward, start(name, "wardkeep-gateway", arguments));
    }

    /** Waits until a ward's gateway answers that it is ready. */
    public void awaitGateway(int ward) throws IOException, InterruptedException {
        PageClient page = new PageClient(plan.page(ward));
        gateway(ward).awaitReady(page::ready, START_PATIENCE);
    }

    /**
     * Starts a ward's simulated devices.
     *
     * @param script what shall happen, as {@code wardkeep-sim ward --script} reads it; may be empty
     */
    public void startDevices(int ward, String script) throws IOException {
        Path file = home(ward).resolve("script");
        Files.writeString(file, script);
        simulators.add(start(
                "devices-" + lower(ward),
                "wardkeep-sim",
                List.of(
                        "ward",
                        "--beds=" + DemoPlan.BEDS_PER_WARD,
                        "--prefix=" + DemoPlan.WARDS.get(ward),
                        "--mqtt=127.0.0.1:" + plan.mqttPort(ward),
                        "--serial-dir=" + serial(ward),
                        "--seed=" + (ward + 1),
                        "--script=" + file)));
    }

    /** Waits until the serial devices' cables are there: a gateway started without them says that they are missing. */
    private void awaitPlugged(int ward) throws IOException, InterruptedException {
        List<Path> cables = devices(ward).places().stream()
                .flatMap(place -> place.path().stream())
                .toList();
        simulators.get(ward).awaitReady(() -> cables.stream().allMatch(Files::exists), START_PATIENCE);
    }

    private WardPlan devices(int ward) throws IOException {
        return new WardPlan(
                DemoPlan.WARDS.get(ward),
                DemoPlan.BEDS_PER_WARD,
                WardPlan.FEW,
                Optional.of(MqttTarget.parse("127.0.0.1:" + plan.mqttPort(ward))),
                serial(ward),
                0,
                Script.QUIET,
                ward + 1L);
    }

    /** Stops the devices, so that both sides can come to rest. */
    public void stopDevices() {
        simulators.forEach(ChildProcess::close);
    }

    private void provisionHub() throws IOException {
        String authority = plan.directory().resolve("authority").toString();
        String identity = plan.directory().resolve("hub-identity").toString();
        run(ProvisionCommand.commandLine(), List.of("ca", "init", "--directory", authority));
        run(
                ProvisionCommand.commandLine(),
                List.of("enrol", "--authority", authority, "--role", "hub", "--name", "hub", "--out", identity));
    }

    private String hubFile() {
        return """
                hub: {name: hub}
                state: {directory: %1$s/hub}
                database: {embedded: true}
                console: {listen: "127.0.0.1:%2$d"}
                sync: {listen: "127.0.0.1:%3$d", identity: %1$s/hub-identity}
                enrolment: {listen: "127.0.0.1:%4$d", authority: %1$s/authority}
                """.formatted(plan.directory(), plan.portBase(), plan.syncPort(), plan.enrolmentPort());
    }

    private void addUser(Path config, Login login) throws IOException {
        Path password = plan.directory().resolve(login.user() + ".password");
        Files.writeString(password, login.password());
        run(
                HubCommand.commandLine(),
                List.of(
                        "user",
                        "add",
                        "--config=" + config,
                        "--name=" + login.name(),
                        "--role=" + login.role(),
                        "--password-file=" + password,
                        login.user()));
        Files.delete(password);
    }

    /**
     * As a biomedical engineer does it: a token from the authority, and one command on the box.
     *
     * @param identity where the box keeps what it gets
     */
    public void enrol(int ward, Path identity) throws IOException {
        String name = DemoPlan.WARDS.get(ward);
        String box = lower(ward) + "-box-1";
        String authority = plan.directory().resolve("authority").toString();
        List<String> issue =
                new ArrayList<>(List.of("token", "issue", "--authority", authority, "--name", box, "--ward", name));
        // A gateway that watches already has a record of its own: the token is for its site and no other.
        SiteFile.read(GatewayFile.state(home(ward))).ifPresent(site -> issue.add("--site=" + site));
        String issued = run(ProvisionCommand.commandLine(), issue);
        run(
                ProvisionCommand.commandLine(),
                List.of(
                        "enrol",
                        "--hub=https://127.0.0.1:" + plan.enrolmentPort(),
                        "--root-sha256=" + word(issued, "root sha256"),
                        "--token=" + word(issued, "token"),
                        "--name=" + box,
                        "--ward=" + name,
                        "--state=" + GatewayFile.state(home(ward)),
                        "--out=" + identity));
    }

    private static String word(String output, String label) throws IOException {
        return output.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip())
                .findFirst()
                .orElseThrow(() -> new IOException("no \"" + label + "\" in: " + output));
    }

    /** A ward's directory. */
    public Path home(int ward) throws IOException {
        return Files.createDirectories(plan.directory().resolve(lower(ward)));
    }

    /** Where a ward's box keeps who it is. */
    public Path identity(int ward) throws IOException {
        return home(ward).resolve("identity");
    }

    private Path serial(int ward) throws IOException {
        return Files.createDirectories(home(ward).resolve("serial"));
    }

    private static String lower(int ward) {
        return DemoPlan.WARDS.get(ward).toLowerCase(Locale.ROOT);
    }

    private ChildProcess start(String name, String program, List<String> arguments) throws IOException {
        ChildProcess process = ChildProcess.start(
                name, plan.directory(), command(program, arguments), javaOptions.getOrDefault(program, ""));
        running.push(process);
        return process;
    }

    /**
     * Runs a tool to its end, in this process so that a stage is set in seconds, and returns what it said; anything but
     * exit 0 is an error with its output.
     */
    private static String run(CommandLine tool, List<String> arguments) throws IOException {
        StringWriter said = new StringWriter();
        int exit = tool.setOut(new PrintWriter(said, true))
                .setErr(new PrintWriter(said, true))
                .execute(arguments.toArray(String[]::new));
        if (exit != 0) {
            throw new IOException(
                    tool.getCommandName() + " " + arguments.getFirst() + " exited with " + exit + ": " + said);
        }
        return said.toString();
    }

    private List<String> command(String program, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(plan.program(program));
        command.addAll(arguments);
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
    public void takeDown() {
        for (AutoCloseable next = running.poll(); next != null; next = running.poll()) {
            try {
                next.close();
            } catch (Exception failure) {
                throw new IllegalStateException("cannot take the stage down", failure);
            }
        }
    }
}
