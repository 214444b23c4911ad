package io.wardkeep.hub;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.wardkeep.hub.access.Account;
import io.wardkeep.hub.access.AccountLoop;
import io.wardkeep.hub.access.LoginThrottle;
import io.wardkeep.hub.access.Policy;
import io.wardkeep.hub.access.Sessions;
import io.wardkeep.hub.api.Gate;
import io.wardkeep.page.Endpoint;
import io.wardkeep.page.Person;
import io.wardkeep.password.HashLoop;
import io.wardkeep.password.PasswordHash;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Brings people ({@code hub.access}) and the API together. On the API's event loop, but for hashing, which goes to
 * threads of its own.
 */
final class AccessGate implements Gate {

    private final AccountLoop accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final Vertx vertx;
    private final HashLoop hashing;
    private final PasswordHash nobody;

    AccessGate(AccountLoop accounts, Vertx vertx, HashLoop hashing, InstantSource clock, RandomGenerator random) {
        this.accounts = accounts;
        this.vertx = vertx;
        this.hashing = hashing;
        sessions = new Sessions(accounts::find, clock, random);
        throttle = new LoginThrottle(clock);
        nobody = PasswordHash.decoy(random);
    }

    @Override
    public Ruling judge(Endpoint endpoint, Optional<String> token, boolean local) {
        Optional<Account> account = token.flatMap(sessions::use);
        String row = endpoint.method() + " " + endpoint.path();
        return switch (Policy.judge(row, account.map(Account::role), local)) {
            case ALLOWED -> new Ruling.Allowed(account.map(AccessGate::person));
            case NEEDS_LOGIN -> new Ruling.NeedsLogin();
            case FORBIDDEN -> new Ruling.Forbidden(person(account.orElseThrow()));
        };
    }

    @Override
    public Optional<Person> person(String token) {
        return sessions.use(token).map(AccessGate::person);
    }

    /** A wrong password, an unknown user and a disabled account look the same from outside, in words and in time. */
    @Override
    public CompletionStage<Login> login(String user, char[] password, String address) {
        long wait = throttle.waitMillis(user, address);
        if (wait > 0) {
            return CompletableFuture.completedFuture(new Login.Wait(Math.ceilDiv(wait, 1000L)));
        }
        if (throttle.isCrowded(user, address)) {
            return CompletableFuture.completedFuture(new Login.Busy());
        }
        throttle.begin(user, address);
        Optional<Account> account = accounts.find(user);
        PasswordHash hash = account.map(Account::hash).orElse(nobody);
        CompletableFuture<Login> login = new CompletableFuture<>();
        Context eventLoop = vertx.getOrCreateContext();
        hashing.checkOrRefuse(
                hash,
                password,
                answer -> eventLoop.runOnContext(_ -> login.complete(
                        switch (answer) {
                            case RIGHT -> enter(user, address, account.filter(Account::enabled));
                            case WRONG -> enter(user, address, Optional.empty());
                            case TOO_BUSY -> tooBusy(user, address);
                        })));
        return login;
    }

    private Login enter(String user, String address, Optional<Account> account) {
        if (account.isEmpty()) {
            throttle.wrong(user, address);
            return new Login.Refused();
        }
        throttle.right(user, address);
        return new Login.Welcome(sessions.open(account.get()), person(account.get()), Sessions.AGE_MILLIS_MAX / 1000);
    }

    private Login tooBusy(String user, String address) {
        throttle.undecided(user, address);
        return new Login.Busy();
    }

    @Override
    public void logout(String token) {
        sessions.close(token);
    }

    private static Person person(Account account) {
        return new Person(
                account.user(),
                account.name(),
                account.role().word(),
                account.role().clinical(),
                account.wards());
    }
}
