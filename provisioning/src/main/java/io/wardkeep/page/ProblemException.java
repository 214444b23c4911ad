package io.wardkeep.page;

/** A request that is answered with a problem; its message is the problem's detail and holds no patient data. */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    /** A problem with a status and a sentence. */
    public ProblemException(int status, String detail) {
        super(detail);
        this.status = status;
    }

    private ProblemException(int status, String detail, Throwable cause) {
        super(detail, cause);
        this.status = status;
    }

    /** 400. */
    public static ProblemException badRequest(String detail) {
        return new ProblemException(400, detail);
    }

    /** 400, and why. */
    public static ProblemException badRequest(String detail, Throwable cause) {
        return new ProblemException(400, detail, cause);
    }

    /** 404. */
    public static ProblemException notFound(String what) {
        return new ProblemException(404, "there is no such " + what);
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The sentence. */
    public String detail() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
