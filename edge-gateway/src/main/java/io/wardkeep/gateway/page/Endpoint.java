package io.wardkeep.gateway.page;

/** Every route of the ward page. A route that is not here does not exist; {@link Policy} says who may use each. */
enum Endpoint {
    BEDS("GET", "/api/v1/beds"),
    BED("GET", "/api/v1/beds/{bed}"),
    OBSERVATIONS("GET", "/api/v1/beds/{bed}/observations"),
    LIMITS("GET", "/api/v1/beds/{bed}/limits"),
    SET_LIMITS("PUT", "/api/v1/beds/{bed}/limits"),
    ASSIGNMENT("GET", "/api/v1/beds/{bed}/assignment"),
    ASSIGN("PUT", "/api/v1/beds/{bed}/assignment"),
    ALERTS("GET", "/api/v1/alerts"),
    ACKNOWLEDGE("POST", "/api/v1/alerts/{episode}/acknowledge"),
    PAUSE("POST", "/api/v1/alerts/{episode}/pause"),
    ACCEPT("POST", "/api/v1/alerts/{episode}/accept"),
    REJECT("POST", "/api/v1/alerts/{episode}/reject"),
    CONFLICTS("GET", "/api/v1/conflicts"),
    GATEWAYS("GET", "/api/v1/gateways"),
    COMPLETENESS("GET", "/api/v1/completeness"),
    AUDIT("GET", "/api/v1/audit"),
    SESSION("GET", "/api/v1/session"),
    LOGIN("POST", "/api/v1/session"),
    LOGOUT("DELETE", "/api/v1/session"),
    STREAM("GET", "/api/v1/stream"),
    OPENAPI("GET", "/api/v1/openapi.yaml"),
    LIVE("GET", "/health/live"),
    READY("GET", "/health/ready"),
    METRICS("GET", "/metrics");

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    String method() {
        return method;
    }

    /** As the OpenAPI document writes it: parameters in braces. */
    String path() {
        return path;
    }

    /** As the router writes it: parameters after a colon. */
    String routePath() {
        return path.replace("{", ":").replace("}", "");
    }

    boolean changesState() {
        return !method.equals("GET");
    }
}
