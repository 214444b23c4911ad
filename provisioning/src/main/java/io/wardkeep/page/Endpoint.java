package io.wardkeep.page;

/**
 * Every route of ward page and console. A route that is not here does not exist; each program says who may use each.
 */
public enum Endpoint {
    /** All beds. */
    BEDS("GET", "/api/v1/beds"),
    /** One bed. */
    BED("GET", "/api/v1/beds/{bed}"),
    /** A metric over time. */
    OBSERVATIONS("GET", "/api/v1/beds/{bed}/observations"),
    /** A bed's limits. */
    LIMITS("GET", "/api/v1/beds/{bed}/limits"),
    /** New limits. */
    SET_LIMITS("PUT", "/api/v1/beds/{bed}/limits"),
    /** Who lies in a bed. */
    ASSIGNMENT("GET", "/api/v1/beds/{bed}/assignment"),
    /** Another patient. */
    ASSIGN("PUT", "/api/v1/beds/{bed}/assignment"),
    /** The alerts. */
    ALERTS("GET", "/api/v1/alerts"),
    /** Seen. */
    ACKNOWLEDGE("POST", "/api/v1/alerts/{episode}/acknowledge"),
    /** Quiet for a while. */
    PAUSE("POST", "/api/v1/alerts/{episode}/pause"),
    /** Taken. */
    ACCEPT("POST", "/api/v1/alerts/{episode}/accept"),
    /** Passed on. */
    REJECT("POST", "/api/v1/alerts/{episode}/reject"),
    /** Open conflicts. */
    CONFLICTS("GET", "/api/v1/conflicts"),
    /** The gateways. */
    GATEWAYS("GET", "/api/v1/gateways"),
    /** The ways to devices; a gateway's only. */
    PORTS("GET", "/api/v1/ports"),
    /** The ledger. */
    COMPLETENESS("GET", "/api/v1/completeness"),
    /** Who did what. */
    AUDIT("GET", "/api/v1/audit"),
    /** Who is logged in. */
    SESSION("GET", "/api/v1/session"),
    /** Log in. */
    LOGIN("POST", "/api/v1/session"),
    /** Log out. */
    LOGOUT("DELETE", "/api/v1/session"),
    /** The event stream. */
    STREAM("GET", "/api/v1/stream"),
    /** This document. */
    OPENAPI("GET", "/api/v1/openapi.yaml"),
    /** Does the process work? */
    LIVE("GET", "/health/live"),
    /** Can it serve? */
    READY("GET", "/health/ready"),
    /** Counters. */
    METRICS("GET", "/metrics");

    private final String method;
    private final String path;

    Endpoint(String method, String path) {
        this.method = method;
        this.path = path;
    }

    /** The HTTP method. */
    public String method() {
        return method;
    }

    /** As the OpenAPI document writes it: parameters in braces. */
    public String path() {
        return path;
    }

    /** As the router writes it: parameters after a colon. */
    public String routePath() {
        return path.replace("{", ":").replace("}", "");
    }

    /** Anything but looking. */
    public boolean changesState() {
        return !method.equals("GET");
    }
}
