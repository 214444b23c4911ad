package io.wardkeep.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.hub.access.Policy;
import io.wardkeep.hub.access.Policy.Verdict;
import io.wardkeep.hub.access.Role;
import io.wardkeep.page.Endpoint;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyTest {

    @Test
    void everyRouteHasARowAndEveryRowARoute() {
        Set<String> routes = Arrays.stream(Endpoint.values())
                .map(endpoint -> endpoint.method() + " " + endpoint.path())
                .collect(Collectors.toSet());

        assertThat(Policy.rows()).isEqualTo(routes);
    }

    @Test
    void whatHasNoRowIsDeniedToEverybody() {
        for (Role role : Role.values()) {
            assertThat(Policy.judge("DELETE /api/v1/beds", Optional.of(role), true))
                    .isEqualTo(Verdict.FORBIDDEN);
        }
        assertThat(Policy.judge("DELETE /api/v1/beds", Optional.empty(), true)).isEqualTo(Verdict.NEEDS_LOGIN);
    }

    @ParameterizedTest
    @EnumSource(Endpoint.class)
    void withoutASessionOnlyHealthAndLoginAreOpen(Endpoint endpoint) {
        boolean open = Set.of(Endpoint.LIVE, Endpoint.READY, Endpoint.LOGIN).contains(endpoint);

        assertThat(Policy.judge(row(endpoint), Optional.empty(), false))
                .isEqualTo(open ? Verdict.ALLOWED : Verdict.NEEDS_LOGIN);
    }

    /**
     * N nurse, C charge nurse, P physician, B biomed, A admin, U auditor: the whole table, written out a second time.
     */
    @ParameterizedTest
    @CsvSource({
        "BEDS,NCP",
        "BED,NCP",
        "OBSERVATIONS,NCP",
        "LIMITS,NCP",
        "SET_LIMITS,NCP",
        "ASSIGNMENT,NCP",
        "ASSIGN,CP",
        "ALERTS,NCP",
        "ACKNOWLEDGE,NCP",
        "PAUSE,NCP",
        "ACCEPT,NCP",
        "REJECT,NCP",
        "CONFLICTS,NCP",
        "GATEWAYS,NCPBA",
        "PORTS,''",
        "COMPLETENESS,NCPBA",
        "AUDIT,CAU",
        "SESSION,NCPBAU",
        "LOGIN,NCPBAU",
        "LOGOUT,NCPBAU",
        "STREAM,NCPBA",
        "OPENAPI,NCPBAU",
        "LIVE,NCPBAU",
        "READY,NCPBAU",
        "METRICS,BA"
    })
    void eachCellIsAsWritten(Endpoint endpoint, String roles) {
        String letters = "NCPBAU";
        for (Role role : Role.values()) {
            boolean allowed = roles.indexOf(letters.charAt(role.ordinal())) >= 0;
            assertThat(Policy.judge(row(endpoint), Optional.of(role), false))
                    .as("%s %s", endpoint, role)
                    .isEqualTo(allowed ? Verdict.ALLOWED : Verdict.FORBIDDEN);
        }
    }

    private static String row(Endpoint endpoint) {
        return endpoint.method() + " " + endpoint.path();
    }
}
