package io.wardkeep.hub;

import io.vertx.core.WorkerExecutor;
import io.wardkeep.hub.access.Account;
import io.wardkeep.hub.access.AccountLoop;
import io.wardkeep.hub.access.LoginThrottle;
import io.wardkeep.hub.access.PasswordHash;
import io.wardkeep.hub.access.Policy;
import io.wardkeep.hub.access.Sessions;
import io.wardkeep.hub.api.Endpoint;
import io.wardkeep.hub.api.Gate;
import io.wardkeep.hub.api.Person;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;

/**
 * Brings people ({@code hub.access}) and the API together. On the API's event loop, but for hashing, which goes to a
 * few workers.
 */
final class AccessGate implements Gate {

    /** Logins that may wait for a hash at once. */
    private static final int HASHES_WAITING_MAX = 16;

    private final AccountLoop accounts;
    private final Sessions sessions;
    private final LoginThrottle throttle;
    private final WorkerExecutor hashing;
    private final PasswordHash nobody;
    private int hashesWaiting;

    AccessGate(AccountLoop accounts, WorkerExecutor hashing, InstantSource clock, RandomGenerator random) {
        this.accounts = accounts;
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
        if (hashesWaiting >= HASHES_WAITING_MAX) {
            return CompletableFuture.completedFuture(new Login.Busy());
        }
        hashesWaiting++;
        Optional<Account> account = accounts.find(user);
        PasswordHash hash = account.map(Account::hash).orElse(nobody);
        CompletableFuture<Login> login = new CompletableFuture<>();
        hashing.executeBlocking(() -> hash.matches(password), false)
                .onComplete(_ -> hashesWaiting--)
                .onSuccess(right ->
                        login.complete(enter(user, address, account.filter(known -> right && known.enabled()))))
                .onFailure(login::completeExceptionally);
        return login;
    }

    private Login enter(String user, String address, Optional<Account> account) {
        if (account.isEmpty()) {
            throttle.wrong(user, address);
            return new Login.Refused();
        }
        throttle.right(user);
        return new Login.Welcome(sessions.open(account.get()), person(account.get()), Sessions.AGE_MILLIS_MAX / 1000);
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
