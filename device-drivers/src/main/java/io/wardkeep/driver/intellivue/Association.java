package io.wardkeep.driver.intellivue;

import io.wardkeep.driver.DriverEvent;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * When to send which request. Not associated, it asks for an association every five seconds; a monitor that is polled
 * by somebody before us answers our polls too, so that anything it reports counts as an association. Associated, it
 * polls, keeps the association alive (a monitor drops it after ten silent seconds) and begins anew when five seconds
 * bring nothing. A poll can be lost on the way: what the monitor should tell by itself and has not told for five
 * seconds is asked for again. Owned by one session.
 */
final class Association {

    private static final long RETRY_MILLIS = 5_000;
    private static final long WATCHDOG_MILLIS = 5_000;
    private static final long KEEP_ALIVE_MILLIS = 3_000;
    /** The monitor answers by itself for ten minutes; it is asked again well before. */
    private static final long RENEW_MILLIS = 240_000;
    /** A single poll is answered once a second at most. */
    private static final long SINGLE_POLL_MILLIS = 1_024;

    private static final long NEVER = Long.MIN_VALUE / 2;

    /** Invoke ids and poll numbers, one a kind of poll. */
    private static final int NUMERICS = 1;

    private static final int WAVES = 2;
    private static final int ALERTS = 3;
    private static final int SYSTEM = 4;
    private static final int IDENTITY = 5;

    private static final byte[] ASSOCIATION = Requests.association();
    private static final byte[] EXTENDED_NUMERICS =
            Requests.extendedPoll(NUMERICS, Requests.NUMERICS, Requests.EVERY_GROUP);
    private static final byte[] EXTENDED_WAVES = Requests.extendedPoll(WAVES, Requests.WAVES, Requests.EVERY_GROUP);
    private static final byte[] EXTENDED_ALERTS = Requests.extendedPoll(ALERTS, Requests.ALERTS, Requests.ALERT_GROUP);
    private static final byte[] SINGLE_NUMERICS = Requests.poll(NUMERICS, Requests.NUMERICS, Requests.EVERY_GROUP);
    private static final byte[] SINGLE_ALERTS = Requests.poll(ALERTS, Requests.ALERTS, Requests.ALERT_GROUP);
    private static final byte[] KEEP_ALIVE = Requests.poll(SYSTEM, Requests.SYSTEM, Requests.PRODUCTION_GROUP);
    private static final byte[] WHOLE_SYSTEM = Requests.poll(IDENTITY, Requests.SYSTEM, Requests.EVERY_GROUP);

    private static final int EXTENDED_NUMERICS_OFFERED = 0x8000_0000;
    private static final int WAVES_OFFERED = 0x0800_0000;
    /** Attribute id and length of the extensions in the answer to an association request. */
    private static final byte[] EXTENSIONS = {(byte) 0xF0, 0x01, 0x00, 0x08};

    private final Function<byte[], ByteBuffer> envelope;
    private boolean associated;
    private boolean numericsByThemselves = true;
    private boolean alertsByThemselves = true;
    private boolean wavesOffered = true;
    private long requestedMillis = NEVER;
    private long heardMillis = NEVER;
    private long numericsMillis = NEVER;
    private long wavesMillis = NEVER;
    private long alertsMillis = NEVER;
    private long renewedMillis = NEVER;
    private long keptAliveMillis = NEVER;
    private long polledMillis = NEVER;

    /** Sends messages in this envelope. */
    Association(Function<byte[], ByteBuffer> envelope) {
        this.envelope = envelope;
    }

    /** The monitor agreed; polls wait for its announcement of itself. */
    void accepted(byte[] bytes, int from, int until) {
        int at = indexOf(EXTENSIONS, bytes, from, until - 8);
        int offered = at < 0 ? 0 : Octets.i32(bytes, at + EXTENSIONS.length);
        numericsByThemselves = (offered & EXTENDED_NUMERICS_OFFERED) != 0;
        alertsByThemselves = numericsByThemselves;
        wavesOffered = numericsByThemselves && (offered & WAVES_OFFERED) != 0;
        associated = false;
    }

    /** The monitor announced itself and waits for confirmation. */
    void announced(byte[] event, int invoke, int objectAt, long nowMillis, Consumer<DriverEvent> events) {
        send(Requests.confirmation(invoke, event, objectAt), events);
        opened(nowMillis);
    }

    /**
     * The monitor answered a poll.
     *
     * @return true where that is how an association began
     */
    boolean answered(int objectClass, long nowMillis) {
        boolean fresh = !associated;
        if (fresh) {
            opened(nowMillis);
        }
        heardMillis = nowMillis;
        switch (objectClass) {
            case Requests.NUMERICS -> numericsMillis = nowMillis;
            case Requests.WAVES -> wavesMillis = nowMillis;
            case Requests.ALERTS -> alertsMillis = nowMillis;
            default -> {
                // Who the monitor is, is asked for with everything else.
            }
        }
        return fresh;
    }

    /** The monitor does not do what was asked for with this invoke id. */
    void refused(int invoke) {
        switch (invoke) {
            case NUMERICS -> numericsByThemselves = false;
            case ALERTS -> alertsByThemselves = false;
            case WAVES -> wavesOffered = false;
            default -> {
                // Who the monitor is can be done without.
            }
        }
    }

    /** The monitor released, refused or aborted the association. */
    void ended() {
        associated = false;
    }

    private void opened(long nowMillis) {
        associated = true;
        heardMillis = nowMillis;
        renewedMillis = NEVER;
        keptAliveMillis = NEVER;
        polledMillis = NEVER;
    }

    /** Sends what is due. */
    void ticked(long nowMillis, Consumer<DriverEvent> events) {
        if (associated && nowMillis - heardMillis >= WATCHDOG_MILLIS) {
            associated = false;
        }
        if (!associated) {
            if (nowMillis - requestedMillis >= RETRY_MILLIS) {
                requestedMillis = nowMillis;
                send(ASSOCIATION, events);
            }
            return;
        }
        renew(nowMillis, events);
        if (nowMillis - polledMillis >= SINGLE_POLL_MILLIS) {
            polledMillis = nowMillis;
            poll(events);
        }
        if (nowMillis - keptAliveMillis >= KEEP_ALIVE_MILLIS) {
            keptAliveMillis = nowMillis;
            send(KEEP_ALIVE, events);
        }
    }

    /** Everything in its time, and before it what has fallen silent. */
    private void renew(long nowMillis, Consumer<DriverEvent> events) {
        boolean everything = nowMillis - renewedMillis >= RENEW_MILLIS;
        if (everything) {
            renewedMillis = nowMillis;
            send(WHOLE_SYSTEM, events);
        }
        if (numericsByThemselves && (everything || isSilent(numericsMillis, nowMillis))) {
            numericsMillis = nowMillis;
            send(EXTENDED_NUMERICS, events);
        }
        if (wavesOffered && (everything || isSilent(wavesMillis, nowMillis))) {
            wavesMillis = nowMillis;
            send(EXTENDED_WAVES, events);
        }
        if (alertsByThemselves && (everything || isSilent(alertsMillis, nowMillis))) {
            alertsMillis = nowMillis;
            send(EXTENDED_ALERTS, events);
        }
    }

    private static boolean isSilent(long toldMillis, long nowMillis) {
        return nowMillis - toldMillis >= WATCHDOG_MILLIS;
    }

    private void poll(Consumer<DriverEvent> events) {
        if (!numericsByThemselves) {
            send(SINGLE_NUMERICS, events);
        }
        if (!alertsByThemselves) {
            send(SINGLE_ALERTS, events);
        }
    }

    private void send(byte[] message, Consumer<DriverEvent> events) {
        events.accept(new DriverEvent.Transmit(envelope.apply(message)));
    }

    private static int indexOf(byte[] pattern, byte[] bytes, int from, int last) {
        for (int at = from; at <= last; at++) {
            if (Arrays.equals(bytes, at, at + pattern.length, pattern, 0, pattern.length)) {
                return at;
            }
        }
        return -1;
    }
}
