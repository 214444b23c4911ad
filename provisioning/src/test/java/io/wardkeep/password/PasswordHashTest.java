package io.wardkeep.password;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PasswordHashTest {

    private final Random random = new Random(1);

    @Test
    void matchesWhatItWasMadeOfAndNothingElse() {
        PasswordHash hash = PasswordHash.create("correct hörse".toCharArray(), random);
        assertThat(hash.matches("correct hörse".toCharArray())).isTrue();
        assertThat(hash.matches("correct horse".toCharArray())).isFalse();
        assertThat(hash.phc()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void whatWasKeptWithAnotherCostStillCounts() {
        PasswordHash former = PasswordHash.create("4711".toCharArray(), random, 47_104, 1);
        PasswordHash read = PasswordHash.parse(former.phc());
        assertThat(former.phc()).startsWith("$argon2id$v=19$m=47104,t=1,p=1$");
        assertThat(read.matches("4711".toCharArray())).isTrue();
        assertThat(read.matches("4712".toCharArray())).isFalse();
    }

    @Test
    void agreesWithTheReferenceImplementation() {
        // echo -n password | argon2 somesalt -id -t 2 -m 16 -p 1 -l 32 (the test vectors of phc-winner-argon2)
        PasswordHash hash = PasswordHash.parse(
                "$argon2id$v=19$m=65536,t=2,p=1" + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc");
        assertThat(hash.matches("password".toCharArray())).isTrue();
    }

    @Test
    void nothingMatchesADecoy() {
        assertThat(PasswordHash.decoy(random, 64, 1).matches(new char[0])).isFalse();
    }

    @Test
    void whatIsNoHashOrCostsTooMuchIsRefusedWithoutBeingRepeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse("secret"))
                .withMessageNotContaining("secret");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PasswordHash.parse("$argon2id$v=19$m=9999999,t=2,p=1"
                        + "$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc"));
    }
}
