package io.wardkeep.gateway.page;

import io.wardkeep.page.Endpoint;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who may use which endpoint: the one table. Whoever stands on the ward may look; acting needs a person whose role
 * allows it. The switch has no default: an endpoint without a row does not compile.
 */
final class Policy {

    private static final Set<Role> CLINICAL = EnumSet.of(Role.NURSE, Role.CHARGE, Role.PHYSICIAN);
    private static final Set<Role> ASSIGNING = EnumSet.of(Role.CHARGE, Role.PHYSICIAN);
    private static final Set<Role> AUDITING = EnumSet.of(Role.CHARGE, Role.ADMIN);

    private Policy() {}

    /** What the table says for a caller without ({@code empty}) or with a session. */
    static Verdict judge(Endpoint endpoint, Optional<Role> role) {
        return switch (endpoint) {
            case BEDS, BED, OBSERVATIONS, LIMITS, ASSIGNMENT, ALERTS, CONFLICTS, STREAM -> Verdict.ALLOWED;
            case GATEWAYS, PORTS, COMPLETENESS, LIVE, READY, METRICS, OPENAPI -> Verdict.ALLOWED;
            case LOGIN -> Verdict.ALLOWED;
            case SESSION, LOGOUT -> role.isPresent() ? Verdict.ALLOWED : Verdict.NEEDS_LOGIN;
            case ACKNOWLEDGE, PAUSE, ACCEPT, REJECT, SET_LIMITS -> only(CLINICAL, role);
            case ASSIGN -> only(ASSIGNING, role);
            case AUDIT -> only(AUDITING, role);
        };
    }

    private static Verdict only(Set<Role> roles, Optional<Role> role) {
        if (role.isEmpty()) {
            return Verdict.NEEDS_LOGIN;
        }
        return roles.contains(role.get()) ? Verdict.ALLOWED : Verdict.FORBIDDEN;
    }

    /** A cell of the table. */
    enum Verdict {
        ALLOWED,
        NEEDS_LOGIN,
        FORBIDDEN
    }
}
