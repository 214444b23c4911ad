package io.wardkeep.hub.access;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Slows wrong logins down, by user and by address. Only logging in waits: who is in stays in, and who looks goes on
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

    /** A wrong try. */
    public void wrong(String user, String address) {
        count(userKey(user));
        count(addressKey(address));
    }

    /** The right password: the user's wrong tries are forgiven, the address's are not. */
    public void right(String user) {
        tries.remove(userKey(user));
    }

    private static String userKey(String user) {
        return "user " + user;
    }

    private static String addressKey(String address) {
        return "address " + address;
    }

    private long wait(String key) {
        Tries known = tries.get(key);
        if (known == null || known.count < limit(key)) {
            return 0;
        }
        long doublings = Math.min(10, known.count - limit(key));
        long wait = Math.min(WAIT_MILLIS_MAX, WAIT_MILLIS_FIRST << doublings);
        return Math.max(0, known.lastMillis + wait - clock.millis());
    }

    /** Behind one address there may be a whole ward. */
    private static int limit(String key) {
        return key.startsWith("address ") ? 10 * WRONG_TRIES_MAX : WRONG_TRIES_MAX;
    }

    private void count(String key) {
        long now = clock.millis();
        tries.values().removeIf(each -> now - each.lastMillis > FORGET_MILLIS);
        if (tries.size() >= REMEMBERED_MAX) {
            tries.remove(tries.keySet().iterator().next());
        }
        Tries known = tries.computeIfAbsent(key, _ -> new Tries());
        known.count++;
        known.lastMillis = now;
    }

    private static final class Tries {
        private int count;
        private long lastMillis;
    }
}
