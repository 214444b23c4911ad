package io.wardkeep.gateway.health;

/**
 * One line of the self-test.
 *
 * @param subject what was looked at
 * @param verdict how it is
 * @param detail what was seen
 * @param advice what to do; empty when there is nothing to do
 */
public record Finding(String subject, Verdict verdict, String detail, String advice) {

    /** How something is. */
    public enum Verdict {
        /** Looked at, and fine. */
        OK,
        /** Somebody should look at it soon. */
        WARN,
        /** It does not work. */
        FAIL
    }

    /** Fine. */
    public static Finding ok(String subject, String detail) {
        return new Finding(subject, Verdict.OK, detail, "");
    }

    /** To be looked at soon. */
    public static Finding warn(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.WARN, detail, advice);
    }

    /** Does not work. */
    public static Finding fail(String subject, String detail, String advice) {
        return new Finding(subject, Verdict.FAIL, detail, advice);
    }
}
