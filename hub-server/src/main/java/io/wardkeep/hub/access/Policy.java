package io.wardkeep.hub.access;

import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use which endpoint: the one table, endpoint × method × role. An endpoint without a row is denied to
 * everybody, and a test fails.
 */
public final class Policy {

    private static final Set<Role> CLINICAL = EnumSet.of(Role.NURSE, Role.CHARGE, Role.PHYSICIAN);
    private static final Set<Role> ASSIGNING = EnumSet.of(Role.CHARGE, Role.PHYSICIAN);
    private static final Set<Role> TECHNICAL =
            EnumSet.of(Role.NURSE, Role.CHARGE, Role.PHYSICIAN, Role.BIOMED, Role.ADMIN);
    private static final Set<Role> AUDITING = EnumSet.of(Role.CHARGE, Role.ADMIN, Role.AUDITOR);
    private static final Set<Role> EVERYBODY = EnumSet.allOf(Role.class);

    /** Who a row lets in. */
    private sealed interface Audience {
        /** Also people without a session. */
        record Open() implements Audience {}

        /** Programs on this very machine, and these roles. */
        record Local(Set<Role> roles) implements Audience {}

        /** These roles. */
        record Only(Set<Role> roles) implements Audience {}
    }

    private static final Map<String, Audience> TABLE = Map.ofEntries(
            Map.entry("GET /api/v1/beds", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/beds/{bed}", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/beds/{bed}/observations", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/beds/{bed}/limits", new Audience.Only(CLINICAL)),
            Map.entry("PUT /api/v1/beds/{bed}/limits", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/beds/{bed}/assignment", new Audience.Only(CLINICAL)),
            Map.entry("PUT /api/v1/beds/{bed}/assignment", new Audience.Only(ASSIGNING)),
            Map.entry("GET /api/v1/alerts", new Audience.Only(CLINICAL)),
            Map.entry("POST /api/v1/alerts/{episode}/acknowledge", new Audience.Only(CLINICAL)),
            Map.entry("POST /api/v1/alerts/{episode}/pause", new Audience.Only(CLINICAL)),
            Map.entry("POST /api/v1/alerts/{episode}/accept", new Audience.Only(CLINICAL)),
            Map.entry("POST /api/v1/alerts/{episode}/reject", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/conflicts", new Audience.Only(CLINICAL)),
            Map.entry("GET /api/v1/gateways", new Audience.Only(TECHNICAL)),
            Map.entry("GET /api/v1/ports", new Audience.Only(EnumSet.noneOf(Role.class))),
            Map.entry("GET /api/v1/completeness", new Audience.Only(TECHNICAL)),
            Map.entry("GET /api/v1/audit", new Audience.Only(AUDITING)),
            Map.entry("GET /api/v1/session", new Audience.Only(EVERYBODY)),
            Map.entry("POST /api/v1/session", new Audience.Open()),
            Map.entry("DELETE /api/v1/session", new Audience.Only(EVERYBODY)),
            Map.entry("GET /api/v1/stream", new Audience.Only(TECHNICAL)),
            Map.entry("GET /api/v1/openapi.yaml", new Audience.Only(EVERYBODY)),
            Map.entry("GET /health/live", new Audience.Open()),
            Map.entry("GET /health/ready", new Audience.Open()),
            Map.entry("GET /metrics", new Audience.Local(EnumSet.of(Role.BIOMED, Role.ADMIN))));

    private Policy() {}

    /** A cell of the table. */
    public enum Verdict {
        /** Come in. */
        ALLOWED,
        /** Nobody is logged in. */
        NEEDS_LOGIN,
        /** Somebody is, and may not. */
        FORBIDDEN
    }

    /** All rows: method, a space, and the path with its parameters in braces. */
    public static Set<String> rows() {
        return TABLE.keySet();
    }

    /**
     * What the table says.
     *
     * @param row as in {@link #rows()}
     * @param role of who asks; empty without a session
     * @param local does a program on this machine ask?
     */
    public static Verdict judge(String row, Optional<Role> role, boolean local) {
        return switch (TABLE.getOrDefault(row, new Audience.Only(Set.of()))) {
            case Audience.Open() -> Verdict.ALLOWED;
            case Audience.Local(Set<Role> roles) -> local ? Verdict.ALLOWED : only(roles, role);
            case Audience.Only(Set<Role> roles) -> only(roles, role);
        };
    }

    private static Verdict only(Set<Role> roles, Optional<Role> role) {
        if (role.isEmpty()) {
            return Verdict.NEEDS_LOGIN;
        }
        return roles.contains(role.get()) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
    }
}
