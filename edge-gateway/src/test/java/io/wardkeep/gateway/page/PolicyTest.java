package io.wardkeep.gateway.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.page.Endpoint;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every cell of who may do what, asked of the running server. The table here is written by hand, not derived. */
class PolicyTest {

    private static final List<String> CALLERS =
            List.of("none", "expired", "nurse", "charge", "physician", "biomed", "admin");

    /** In the order of CALLERS: {@code +} allowed, {@code L} must log in, {@code -} not with this role. */
    private static final Map<Endpoint, String> TABLE = Map.ofEntries(
            Map.entry(Endpoint.BEDS, "+++++++"),
            Map.entry(Endpoint.BED, "+++++++"),
            Map.entry(Endpoint.OBSERVATIONS, "+++++++"),
            Map.entry(Endpoint.LIMITS, "+++++++"),
            Map.entry(Endpoint.SET_LIMITS, "LL+++--"),
            Map.entry(Endpoint.ASSIGNMENT, "+++++++"),
            Map.entry(Endpoint.ASSIGN, "LL-++--"),
            Map.entry(Endpoint.ALERTS, "+++++++"),
            Map.entry(Endpoint.ACKNOWLEDGE, "LL+++--"),
            Map.entry(Endpoint.PAUSE, "LL+++--"),
            Map.entry(Endpoint.ACCEPT, "LL+++--"),
            Map.entry(Endpoint.REJECT, "LL+++--"),
            Map.entry(Endpoint.CONFLICTS, "+++++++"),
            Map.entry(Endpoint.GATEWAYS, "+++++++"),
            Map.entry(Endpoint.PORTS, "+++++++"),
            Map.entry(Endpoint.COMPLETENESS, "+++++++"),
            Map.entry(Endpoint.AUDIT, "LL-+--+"),
            Map.entry(Endpoint.SESSION, "LL+++++"),
            Map.entry(Endpoint.LOGIN, "+++++++"),
            Map.entry(Endpoint.LOGOUT, "LL+++++"),
            Map.entry(Endpoint.STREAM, "+++++++"),
            Map.entry(Endpoint.OPENAPI, "+++++++"),
            Map.entry(Endpoint.LIVE, "+++++++"),
            Map.entry(Endpoint.READY, "+++++++"),
            Map.entry(Endpoint.METRICS, "+++++++"));

    private static final PageUnderTest page = new PageUnderTest();
    private static final Map<String, String> COOKIES = new HashMap<>();

    @BeforeAll
    static void logIn() {
        COOKIES.put("expired", page.login("charge"));
        page.clock.pass(Sessions.IDLE_MILLIS_MAX + 1);
        for (Role role : Role.values()) {
            COOKIES.put(role.word(), page.login(role.word()));
        }
    }

    @AfterAll
    static void close() {
        page.close();
    }

    @Test
    void everyEndpointHasARow() {
        assertThat(TABLE.keySet()).containsExactlyInAnyOrder(Endpoint.values());
    }

    @TestFactory
    Stream<DynamicTest> everyCellHolds() {
        List<DynamicTest> cells = new ArrayList<>();
        TABLE.forEach((endpoint, row) -> {
            for (int index = 0; index < CALLERS.size(); index++) {
                String caller = CALLERS.get(index);
                char expected = row.charAt(index);
                cells.add(DynamicTest.dynamicTest(
                        endpoint + " by " + caller + " " + expected, () -> check(endpoint, caller, expected)));
            }
        });
        return cells.stream();
    }

    private static void check(Endpoint endpoint, String caller, char expected) throws IOException {
        // A logout would end the session that other cells use: log in anew for it.
        String cookie = endpoint == Endpoint.LOGOUT && expected == '+' ? page.login(caller) : COOKIES.get(caller);
        String path = endpoint.path().replace("{bed}", "7A-02").replace("{episode}", "unknown");
        HttpRequest.Builder request = page.request(endpoint.method(), path, "{}");
        if (cookie != null) {
            request.header("Cookie", cookie);
        }
        HttpResponse<InputStream> answer = page.open(request.build());
        answer.body().close();
        switch (expected) {
            case '+' -> assertThat(answer.statusCode()).isNotIn(401, 403);
            case 'L' -> assertThat(answer.statusCode()).isEqualTo(401);
            case '-' -> assertThat(answer.statusCode()).isEqualTo(403);
            default -> throw new IllegalStateException("no such verdict: " + expected);
        }
    }
}
