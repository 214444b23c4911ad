package io.wardkeep.hub.access;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows wrong logins down, by user and by address. A try that is under way may turn out wrong and is counted as if it
 * were, so that many at once are no way around. Only logging in waits: who is in stays in, and who looks goes on
 * looking. Owned by the API's event loop.
 */
public final class LoginThrottle {

    /** Wrong tries in a row before one has to wait. */
    public static final int WRONG_TRIES_MAX = 5;

    private static final long WAIT_MILLIS_FIRST = 2_000;
    private static final long WAIT_MILLIS_MAX = 60_000;
    private static final long FORGET_MILLIS = 15 * 60_000L;
    private static final int REMEMBERED_MAX = 10_000;

    private final InstantSource clock;
    private final Map<String, Tries> tries = new LinkedHashMap<>();

    /** Nobody has to wait yet. */
    public LoginThrottle(InstantSource clock) {
        this.clock = clock;
    }

    /** For how many milliseconds this user or this address must still wait; 0 for not at all. */
    public long waitMillis(String user, String address) {
        return Math.max(wait(userKey(user)), wait(addressKey(address)));
    }

    /** Are so many tries under way that one more might be one wrong try too many? Then it comes again when they end. */
    public boolean isCrowded(String user, String address) {
        return isCrowded(userKey(user)) || isCrowded(addressKey(address));
    }

    /** A try begins; one of {@link #wrong}, {@link #right} and {@link #undecided} ends it. */
    public void begin(String user, String address) {
        begin(userKey(user));
        begin(addressKey(address));
    }

    /** It was wrong. */
    public void wrong(String user, String address) {
        wrong(userKey(user));
        wrong(addressKey(address));
    }

    /** It was right: the user's wrong tries are forgiven, the address's are not. */
    public void right(String user, String address) {
        undecided(user, address);
        Tries known = tries.get(userKey(user));
        if (known != null) {
            known.wrong = 0;
        }
    }

    /** Nobody looked at it. */
    public void undecided(String user, String address) {
        over(userKey(user));
        over(addressKey(address));
    }

    private static String userKey(String user) {
        return "user " + user;
    }

    private static String addressKey(String address) {
        return "address " + address;
    }

    private long wait(String key) {
        Tries known = tries.get(key);
        if (known == null || known.wrong < limit(key)) {
            return 0;
        }
        long doublings = Math.min(10, known.wrong - limit(key));
        long wait = Math.min(WAIT_MILLIS_MAX, WAIT_MILLIS_FIRST << doublings);
        return Math.max(0, known.wrongMillis + wait - clock.millis());
    }

    private boolean isCrowded(String key) {
        Tries known = tries.get(key);
        return known != null && known.open > 0 && known.wrong + known.open >= limit(key);
    }

    /** Behind one address there may be a whole ward. */
    private static int limit(String key) {
        return key.startsWith("address ") ? 10 * WRONG_TRIES_MAX : WRONG_TRIES_MAX;
    }

    private void begin(String key) {
        long now = clock.millis();
        tries.values().removeIf(each -> now - Math.max(each.wrongMillis, each.begunMillis) > FORGET_MILLIS);
        if (tries.size() >= REMEMBERED_MAX && !tries.containsKey(key)) {
            tries.remove(tries.keySet().iterator().next());
        }
        Tries known = tries.computeIfAbsent(key, _ -> new Tries());
        known.open++;
        known.begunMillis = now;
    }

    private void wrong(String key) {
        over(key);
        Tries known = tries.computeIfAbsent(key, _ -> new Tries());
        known.wrong++;
        known.wrongMillis = clock.millis();
    }

    private void over(String key) {
        Tries known = tries.get(key);
        if (known != null) {
            known.open = Math.max(0, known.open - 1);
        }
    }

    private static final class Tries {
        private int wrong;
        private int open;
        private long wrongMillis;
        private long begunMillis;
    }
}
