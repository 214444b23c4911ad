package io.wardkeep.gateway.page;

import io.wardkeep.page.Person;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Who is logged in at this box. In memory only: a restart logs everybody out, which costs a PIN and nothing else. Owned
 * by the page's event loop.
 */
final class Sessions {

    /** A session that has not acted for so long is over: ward computers are shared. */
    static final long IDLE_MILLIS_MAX = 15 * 60_000L;

    /** A session is over after a shift, whatever it does. */
    static final long AGE_MILLIS_MAX = 12 * 3_600_000L;

    private static final int SESSIONS_MAX = 256;
    private static final int TOKEN_BYTES = 32;

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<String, Session> sessions = new HashMap<>();

    Sessions(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    /** Opens a session and returns its token; the person's oldest goes when there are too many. */
    String open(Person person) {
        long now = clock.millis();
        forgetExpired(now);
        if (sessions.size() >= SESSIONS_MAX) {
            sessions.entrySet().stream()
                    .min((a, b) -> Long.compare(a.getValue().actedMillis, b.getValue().actedMillis))
                    .ifPresent(oldest -> sessions.remove(oldest.getKey()));
        }
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        sessions.put(token, new Session(person, now));
        return token;
    }

    /** The person of a token, unless unknown or expired. Looking does not prolong. */
    Optional<Person> find(String token) {
        Session session = sessions.get(token);
        if (session == null) {
            return Optional.empty();
        }
        if (session.expired(clock.millis())) {
            sessions.remove(token);
            return Optional.empty();
        }
        return Optional.of(session.person);
    }

    /** The person acted: the session stays for another while. */
    void acted(String token) {
        Session session = sessions.get(token);
        if (session != null) {
            session.actedMillis = clock.millis();
        }
    }

    void close(String token) {
        sessions.remove(token);
    }

    private void forgetExpired(long now) {
        for (Iterator<Session> each = sessions.values().iterator(); each.hasNext(); ) {
            if (each.next().expired(now)) {
                each.remove();
            }
        }
    }

    private static final class Session {
        private final Person person;
        private final long openedMillis;
        private long actedMillis;

        private Session(Person person, long now) {
            this.person = person;
            openedMillis = now;
            actedMillis = now;
        }

        private boolean expired(long now) {
            return now - actedMillis > IDLE_MILLIS_MAX || now - openedMillis > AGE_MILLIS_MAX;
        }
    }
}
