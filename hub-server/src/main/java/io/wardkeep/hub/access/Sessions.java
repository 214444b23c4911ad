package io.wardkeep.hub.access;

import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * Who is logged in. In memory only: a restart logs everybody out. Every look asks for the account anew, so that what an
 * account loses, its sessions lose at once. Owned by the API's event loop.
 */
public final class Sessions {

    /** A session that was not used for so long is over: ward computers are shared. */
    public static final long IDLE_MILLIS_MAX = 30 * 60_000L;

    /** A session is over after a shift, whatever it does. */
    public static final long AGE_MILLIS_MAX = 12 * 3_600_000L;

    private static final int SESSIONS_MAX = 2_048;
    private static final int TOKEN_BYTES = 32;

    private final Function<String, Optional<Account>> accounts;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> sessions = new HashMap<>();

    /**
     * No sessions yet.
     *
     * @param accounts the account of a user name as it stands now
     * @param clock the hub's
     * @param random cryptographically strong: tokens come from it
     */
    public Sessions(Function<String, Optional<Account>> accounts, InstantSource clock, RandomGenerator random) {
        this.accounts = accounts;
        this.clock = clock;
        this.random = random;
    }

    /** Opens a session and returns its token; the one unused for longest goes when there are too many. */
    public String open(Account account) {
        long now = clock.millis();
        sessions.values().removeIf(session -> session.expired(now));
        if (sessions.size() >= SESSIONS_MAX) {
            sessions.entrySet().stream()
                    .min((a, b) -> Long.compare(a.getValue().usedMillis, b.getValue().usedMillis))
                    .ifPresent(oldest -> sessions.remove(oldest.getKey()));
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, new Session(account, now));
        return token;
    }

    /**
     * The account of a token as it stands now, and the session is good for another while; empty when it is unknown or
     * over, or when the account was disabled or its password changed since.
     */
    public Optional<Account> use(String token) {
        Session session = sessions.get(token);
        if (session == null) {
            return Optional.empty();
        }
        long now = clock.millis();
        Optional<Account> account = accounts.apply(session.user)
                .filter(known -> known.enabled() && known.hash().phc().equals(session.phc));
        if (session.expired(now) || account.isEmpty()) {
            sessions.remove(token);
            return Optional.empty();
        }
        session.usedMillis = now;
        return account;
    }

    /** Ends a session. */
    public void close(String token) {
        sessions.remove(token);
    }

    private static final class Session {
        private final String user;
        private final String phc;
        private final long openedMillis;
        private long usedMillis;

        private Session(Account account, long now) {
            user = account.user();
            phc = account.hash().phc();
            openedMillis = now;
            usedMillis = now;
        }

        private boolean expired(long now) {
            return now - usedMillis > IDLE_MILLIS_MAX || now - openedMillis > AGE_MILLIS_MAX;
        }
    }
}
