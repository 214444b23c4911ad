package io.wardkeep.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.simulator.bedside.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What every way between a device and its listener does, over the operating system's real one. */
abstract class WireContract {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final byte[] question = "what is it?".getBytes(StandardCharsets.US_ASCII);
    private final byte[] answer = "97 %".getBytes(StandardCharsets.US_ASCII);

    /** The wire, plugged in; the same one whenever it is asked for. */
    abstract Wire wire() throws IOException;

    /** Somebody at the other end. */
    abstract Listener listen() throws IOException;

    /** The other end, as a gateway has it. */
    interface Listener extends AutoCloseable {

        void say(byte[] bytes) throws IOException;

        /** So many bytes, waiting for them. */
        byte[] hear(int bytes) throws IOException;

        @Override
        void close() throws IOException;
    }

    @AfterEach
    void unplugs() throws IOException {
        wire().close();
    }

    @Test
    void aLonelyDeviceSpeaksToNobodyAndHearsNothing() throws IOException {
        assertThat(wire().send(answer)).isFalse();
        assertThat(wire().receive()).isEmpty();
    }

    @Test
    void questionsArriveAndAnswersGoBack() throws IOException {
        Wire wire = wire();
        wire.receive();
        try (Listener listener = listen()) {
            ask(wire, listener);
        }
    }

    @Test
    void nothingIsGivenOutTwice() throws IOException {
        Wire wire = wire();
        wire.receive();
        try (Listener listener = listen()) {
            ask(wire, listener);
            assertThat(wire.receive()).isEmpty();
        }
    }

    @Test
    void anUnpluggedWireIsDeadAndAPluggedOneSpeaksAgain() throws IOException {
        Wire wire = wire();
        wire.receive();
        try (Listener listener = listen()) {
            ask(wire, listener);
        }
        wire.unplug();
        wire.unplug();
        assertThat(wire.send(answer)).isFalse();
        assertThat(wire.receive()).isEmpty();
        wire.plug();
        wire.plug();
        wire.receive();
        try (Listener listener = listen()) {
            ask(wire, listener);
        }
    }

    private void ask(Wire wire, Listener listener) throws IOException {
        listener.say(question);
        assertThat(receive(wire, question.length)).isEqualTo(question);
        await(() -> wire.send(answer));
        assertThat(listener.hear(answer.length)).isEqualTo(answer);
    }

    private static byte[] receive(Wire wire, int length) {
        byte[] received = new byte[length];
        int[] count = {0};
        await(() -> {
            byte[] more = wire.receive();
            System.arraycopy(more, 0, received, count[0], more.length);
            count[0] += more.length;
            return count[0] == length;
        });
        return Arrays.copyOf(received, count[0]);
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
    }
}
