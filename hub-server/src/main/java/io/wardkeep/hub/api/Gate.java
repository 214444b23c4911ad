package io.wardkeep.hub.api;

import io.wardkeep.page.Endpoint;
import io.wardkeep.page.Person;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Who is let in, and what for. Called on the API's event loop: returns at once. */
public interface Gate {

    /**
     * Judges a request.
     *
     * @param endpoint what is asked
     * @param token of the session cookie, if any; a look with it prolongs the session
     * @param local does a program on this machine ask?
     */
    Ruling judge(Endpoint endpoint, Optional<String> token, boolean local);

    /** The person of a session as the account stands now; empty when it is over. Prolongs the session. */
    Optional<Person> person(String token);

    /** Tries to log in; the stage completes on any thread. */
    CompletionStage<Login> login(String user, char[] password, String address);

    /** Ends a session. */
    void logout(String token);

    /** What the table says. */
    sealed interface Ruling {
        /**
         * Come in.
         *
         * @param person who; empty where nobody needs to be anybody
         */
        record Allowed(Optional<Person> person) implements Ruling {}

        /** Nobody is logged in. */
        record NeedsLogin() implements Ruling {}

        /**
         * Somebody is, and may not.
         *
         * @param person who
         */
        record Forbidden(Person person) implements Ruling {}
    }

    /** How a try to log in ended. */
    sealed interface Login {
        /**
         * In.
         *
         * @param token of the new session
         * @param person who
         * @param seconds how long the cookie lasts at most
         */
        record Welcome(String token, Person person, long seconds) implements Login {}

        /** User or password is wrong, or the account is disabled; which of these, nobody is told. */
        record Refused() implements Login {}

        /**
         * Too many wrong tries.
         *
         * @param seconds how long to wait
         */
        record Wait(long seconds) implements Login {}

        /** Too many logins at once. */
        record Busy() implements Login {}
    }
}
