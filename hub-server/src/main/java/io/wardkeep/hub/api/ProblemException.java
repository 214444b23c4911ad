package io.wardkeep.hub.api;

/** A request that is answered with a problem; its message is the problem's detail and holds no patient data. */
final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    private ProblemException(int status, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
    }

    static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail);
    }

    static ProblemException badRequest(String detail, Throwable cause) {
        return new ProblemException(400, detail, cause);
    }

    static ProblemException notFound(String what) {
        return new ProblemException(404, "there is no such " + what);
    }

    int status() {
        return status;
    }

    String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
