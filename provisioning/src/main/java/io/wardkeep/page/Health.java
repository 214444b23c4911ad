package io.wardkeep.page;

import java.util.List;

/**
 * The answer to a health question. It never says "ok" for what it has not checked.
 *
 * @param status {@link Status#OK} when nothing that was checked failed
 * @param checks what was looked at
 */
public record Health(Status status, List<Check> checks) {

    /** The result of looking. */
    public enum Status {
        /** Looked at, and fine. */
        OK,
        /** Looked at, and not fine. */
        FAIL,
        /** Not looked at. */
        NOT_CHECKED
    }

    /**
     * One thing that was looked at, or would have to be.
     *
     * @param name what
     * @param status the result
     * @param detail in words
     */
    public record Check(String name, Status status, String detail) {}

    /** Copies. */
    public Health {
        checks = List.copyOf(checks);
    }

    /** Fails if one check fails; nothing checked is {@link Status#NOT_CHECKED}. */
    public static Health of(List<Check> checks) {
        Status worst = Status.NOT_CHECKED;
        for (Check check : checks) {
            if (check.status() == Status.FAIL) {
                return new Health(Status.FAIL, checks);
            }
            if (check.status() == Status.OK) {
                worst = Status.OK;
            }
        }
        return new Health(worst, checks);
    }
}
