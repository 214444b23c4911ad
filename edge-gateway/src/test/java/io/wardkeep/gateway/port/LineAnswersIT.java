package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.DeviceId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * A device on a real socket that waits for acknowledgements. What must not be sent is shown by a question behind it:
 * its answer comes, and nothing before it.
 */
class LineAnswersIT {

    private static final DeviceId DEVICE = new DeviceId("glucose-01");
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);
    private static final int PATIENCE_MILLIS = (int) TimeUnit.SECONDS.toMillis(20);

    private final HeldSink sink = new HeldSink();
    private ServerSocket server;
    private PortLoop port;
    private Socket device;

    @BeforeEach
    void connect() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        port = open(MessageMarks.NONE);
        device = accept();
    }

    @AfterEach
    void hangUp() throws IOException {
        port.close();
        device.close();
        server.close();
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsDurable() throws IOException, InterruptedException {
        say("a?");
        Delivery delivery = sink.nextDelivery();
        assertThat(delivery.senderWaits()).isTrue();
        assertThat(hear(1)).isEqualTo(".");

        delivery.receipt().durable();
        assertThat(hear(1)).isEqualTo("A");
    }

    @Test
    void whatCouldNotBeKeptIsRefusedOrNotAnsweredAtAll() throws IOException, InterruptedException {
        say("a1");
        sink.nextDelivery().receipt().refused();
        sink.nextDelivery().receipt().refused();
        assertThat(hear(1)).isEqualTo("-");

        say("b");
        sink.nextDelivery().receipt().durable();
        assertThat(hear(1)).isEqualTo("B");
    }

    @Test
    void aRefusedMessageThatComesAgainIsTaken() throws IOException, InterruptedException {
        say("a");
        sink.nextDelivery().receipt().refused();
        assertThat(hear(1)).isEqualTo("-");

        say("a");
        sink.nextDelivery().receipt().durable();
        assertThat(hear(1)).isEqualTo("A");
    }

    @Test
    void answersKeepTheOrderOfTheMessages() throws IOException, InterruptedException {
        say("abc?");
        Delivery first = sink.nextDelivery();
        Delivery second = sink.nextDelivery();
        Delivery third = sink.nextDelivery();
        third.receipt().durable();
        second.receipt().durable();
        assertThat(hear(1)).isEqualTo(".");
        say("?");
        assertThat(hear(1)).isEqualTo(".");

        first.receipt().durable();
        assertThat(hear(3)).isEqualTo("ABC");
    }

    @Test
    void aRepetitionIsAcknowledgedAndNotTakenAgain() throws IOException, InterruptedException {
        say("aa?");
        Delivery only = sink.nextDelivery();
        assertThat(hear(1)).isEqualTo(".");
        only.receipt().durable();
        assertThat(hear(2)).isEqualTo("AA");

        say("a");
        assertThat(hear(1)).isEqualTo("A");
        assertThat(sink.nothingWaits()).isTrue();
    }

    @Test
    void messagesWithoutANameAreAllTaken() throws IOException, InterruptedException {
        say("11");
        sink.nextDelivery().receipt().durable();
        sink.nextDelivery().receipt().durable();
        assertThat(hear(2)).isEqualTo("11");
    }

    @Test
    void theAnswerToAnAlarmWaitsForItToo() throws IOException, InterruptedException {
        say("!?");
        Delivery alarm = sink.nextDelivery();
        assertThat(alarm.events()).singleElement().isInstanceOf(DriverEvent.DeviceAlert.class);
        assertThat(alarm.senderWaits()).isTrue();
        assertThat(hear(1)).isEqualTo(".");

        alarm.receipt().durable();
        assertThat(hear(1)).isEqualTo("!");
    }

    @Test
    void anAnswerDoesNotReachTheNextConversationAndTheMessageIsKnownThere() throws IOException, InterruptedException {
        say("a");
        Delivery delivery = sink.nextDelivery();
        device.close();
        device = accept();
        delivery.receipt().durable();
        say("?");
        assertThat(hear(1)).isEqualTo(".");

        say("a");
        assertThat(hear(1)).isEqualTo("A");
        assertThat(sink.nothingWaits()).isTrue();
    }

    @Test
    void whatWasDurableBeforeARestartIsKnownAfterIt() throws IOException {
        port.close();
        device.close();
        MessageMark mark = new MessageMark(MessageMark.Kind.FINGERPRINT, 'a');
        port = open(new MessageMarks(Map.of(DEVICE, List.of(mark))));
        device = accept();

        say("a");
        assertThat(hear(1)).isEqualTo("A");
        assertThat(sink.nothingWaits()).isTrue();
    }

    private PortLoop open(MessageMarks marks) {
        LineConfig line = new LineConfig.TcpLine("127.0.0.1", server.getLocalPort());
        PortConfig config =
                new PortConfig(DEVICE, Optional.empty(), new DriverChoice.Named(new AnsweringDriver()), line);
        return PortLoop.start(config, sink, CLOCK, marks, () -> {});
    }

    private Socket accept() throws IOException {
        Socket accepted = server.accept();
        accepted.setSoTimeout(PATIENCE_MILLIS);
        return accepted;
    }

    private void say(String messages) throws IOException {
        device.getOutputStream().write(messages.getBytes(StandardCharsets.US_ASCII));
    }

    private String hear(int count) throws IOException {
        return new String(device.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }
}
