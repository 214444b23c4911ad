package io.wardkeep.hub;

import io.wardkeep.command.Complaints;
import io.wardkeep.configuration.ConfigException;
import io.wardkeep.configuration.ConfigNode;
import io.wardkeep.configuration.ConfigUnits;
import io.wardkeep.configuration.ConfigUnits.Listen;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.zone.ZoneRulesException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The hub's configuration, checked.
 *
 * @param name what people call this hub
 * @param zone the wards' time zone
 * @param state where everything lies that must survive
 * @param database where the record is
 * @param console where people come in
 * @param sync where gateways come in
 * @param enrolment where new boxes come in, if this hub runs the authority
 */
public record HubConfig(
        String name,
        ZoneId zone,
        Path state,
        DatabaseChoice database,
        Console console,
        Sync sync,
        Optional<Enrolment> enrolment) {

    /** Where the record is. */
    public sealed interface DatabaseChoice {

        /** A PostgreSQL of our own in the state directory. */
        record Embedded() implements DatabaseChoice {}

        /**
         * A PostgreSQL that the hospital runs.
         *
         * @param url for JDBC; a password belongs into a pgpass file, not here
         */
        record Url(String url) implements DatabaseChoice {}
    }

    /**
     * The console.
     *
     * @param listen address and port
     * @param names host names by which browsers may call it
     * @param tls with the identity's certificate? Without it only on loopback
     */
    public record Console(Listen listen, Set<String> names, boolean tls) {}

    /**
     * The sync port.
     *
     * @param listen address and port
     * @param identity directory of the hub's identity
     */
    public record Sync(Listen listen, Path identity) {}

    /**
     * The enrolment port.
     *
     * @param listen address and port
     * @param authority directory of the authority
     */
    public record Enrolment(Listen listen, Path authority) {}

    /** The deny list, which {@code wardkeep-provision revoke} and {@code wardkeep-hub gateway deny} write. */
    public Path denyList() {
        return state.resolve("denied");
    }

    /** The accounts. */
    public Path accounts() {
        return state.resolve("accounts.json");
    }

    /** The directory of the embedded database. */
    public Path postgres() {
        return state.resolve("postgres");
    }

    /** The witness of the hub's life. */
    public Path witness() {
        return state.resolve("witness");
    }

    /**
     * Reads a file.
     *
     * @throws ConfigException with file, line, key and what to do
     */
    public static HubConfig read(Path file) throws ConfigException {
        try {
            return parse(file.toString(), Files.readString(file, StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new ConfigException(Complaints.text(unreadable));
        }
    }

    /** Reads a file's content. */
    public static HubConfig parse(String file, String yaml) throws ConfigException {
        ConfigNode root = ConfigNode.parse(file, yaml);
        ConfigNode hub = root.required("hub");
        String name = hub.required("name").as(HubConfig::name);
        ZoneId zone = hub.get("zone", HubConfig::zone, ZoneId.systemDefault());
        hub.end();
        ConfigNode state = root.required("state");
        Path directory = state.required("directory").as(Path::of).toAbsolutePath();
        state.end();
        DatabaseChoice database = database(root.optional("database"));
        Sync sync = sync(root.required("sync"));
        Console console = console(root.optional("console"));
        Optional<ConfigNode> enrolment = root.optional("enrolment");
        HubConfig config = new HubConfig(
                name,
                zone,
                directory,
                database,
                console,
                sync,
                enrolment.isPresent() ? Optional.of(enrolment(enrolment.get())) : Optional.empty());
        root.end();
        return config;
    }

    private static DatabaseChoice database(Optional<ConfigNode> node) throws ConfigException {
        if (node.isEmpty()) {
            return new DatabaseChoice.Embedded();
        }
        boolean embedded = node.get().get("embedded", ConfigUnits::flag, false);
        Optional<ConfigNode> url = node.get().optional("url");
        node.get().end();
        if (embedded == url.isPresent()) {
            throw node.get().wrong("say either embedded: true or url: jdbc:postgresql://…");
        }
        return url.isEmpty()
                ? new DatabaseChoice.Embedded()
                : new DatabaseChoice.Url(url.get().as(HubConfig::url));
    }

    private static Console console(Optional<ConfigNode> node) throws ConfigException {
        if (node.isEmpty()) {
            return new Console(new Listen("127.0.0.1", 8443), Set.of(), true);
        }
        Listen listen = node.get().get("listen", ConfigUnits::listen, new Listen("127.0.0.1", 8443));
        Optional<ConfigNode> names = node.get().optional("names");
        Set<String> known = new TreeSet<>();
        for (ConfigNode name : names.isPresent() ? names.get().elements() : List.<ConfigNode>of()) {
            known.add(name.as(text -> text));
        }
        boolean tls = node.get().get("tls", ConfigUnits::flag, !loopback(listen));
        node.get().end();
        if (!tls && !loopback(listen)) {
            throw node.get().wrong("without TLS the console may listen on loopback only, not at " + listen);
        }
        return new Console(listen, known, tls);
    }

    private static Sync sync(ConfigNode node) throws ConfigException {
        Sync sync = new Sync(
                node.required("listen").as(ConfigUnits::listen),
                node.required("identity").as(Path::of).toAbsolutePath());
        node.end();
        return sync;
    }

    private static Enrolment enrolment(ConfigNode node) throws ConfigException {
        Enrolment enrolment = new Enrolment(
                node.required("listen").as(ConfigUnits::listen),
                node.required("authority").as(Path::of).toAbsolutePath());
        node.end();
        return enrolment;
    }

    private static boolean loopback(Listen listen) {
        if (listen.host().equals("localhost")) {
            return true;
        }
        try {
            return InetAddress.ofLiteral(listen.host()).isLoopbackAddress();
        } catch (IllegalArgumentException aName) {
            return false;
        }
    }

    private static String name(String text) {
        if (!text.matches("[A-Za-z0-9._-]{1,64}")) {
            throw new IllegalArgumentException("a name is 1 to 64 of letters, digits, '.', '_', '-', not " + text);
        }
        return text;
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (ZoneRulesException unknown) {
            throw new IllegalArgumentException("there is no time zone " + text, unknown);
        }
    }

    private static String url(String text) {
        if (!text.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("a URL like jdbc:postgresql://host/wardkeep is wanted, not " + text);
        }
        return text;
    }

    /** The effective configuration as YAML. */
    public String toYaml() {
        StringBuilder yaml = new StringBuilder();
        yaml.append("hub: {name: ").append(name).append(", zone: ").append(zone).append("}\n");
        yaml.append("state: {directory: ").append(state).append("}\n");
        yaml.append(
                switch (database) {
                    case DatabaseChoice.Embedded() -> "database: {embedded: true}\n";
                    case DatabaseChoice.Url(String url) -> "database: {url: \"" + url + "\"}\n";
                });
        yaml.append("console: {listen: \"")
                .append(console.listen())
                .append("\", tls: ")
                .append(console.tls())
                .append(", names: ")
                .append(console.names())
                .append("}\n");
        yaml.append("sync: {listen: \"")
                .append(sync.listen())
                .append("\", identity: ")
                .append(sync.identity())
                .append("}\n");
        enrolment.ifPresent(port -> yaml.append("enrolment: {listen: \"")
                .append(port.listen())
                .append("\", authority: ")
                .append(port.authority())
                .append("}\n"));
        return yaml.toString();
    }
}
