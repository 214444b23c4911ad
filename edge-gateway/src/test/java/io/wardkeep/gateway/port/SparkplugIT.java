package io.wardkeep.gateway.port;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real edge node's connection; its payloads are those that the driver's test explains. */
class SparkplugIT {

    private static final DeviceId DEVICE = new DeviceId("monitor-7");
    private static final BedId BED = new BedId("7A-07");
    private static final PortClock CLOCK = new PortClock(System::nanoTime, System::currentTimeMillis);
    private static final long PATIENCE_SECONDS = 20;

    private static final String NDEATH = "08d8919594e43112120a05626453657118d8919594e43120045800";
    private static final String NBIRTH = "08d8919594e43112120a05626453657118d8919594e431200458001800";
    private static final String DBIRTH = "08d8919594e431123c0a0453704f32100118d8919594e431200a4a200a07"
            + "656e67556e69740a075175616c6974791205080c4201251205080318c001690000000000805840" + "1801";
    private static final String DDATA = "08c0999594e4311212100118c0999594e43169000000000040584018";

    private final Vertx vertx = Vertx.vertx();
    private final HeldSink sink = new HeldSink();
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();
    private DeviceMqttServer server;
    private MqttClient node;

    @BeforeEach
    void connect() throws MqttException {
        MqttConfig config = new MqttConfig(
                "127.0.0.1",
                0,
                Map.of(),
                Map.of(DEVICE, new MqttConfig.SparkplugDevice("G1/E1/BED7", Optional.of(BED))),
                Optional.empty(),
                List.of(),
                MqttConfig.MESSAGE_BYTES_MAX,
                MqttConfig.CONNECTIONS_MAX,
                MqttConfig.IN_FLIGHT_MAX);
        server = DeviceMqttServer.start(vertx, config, sink, CLOCK, MessageMarks.NONE, () -> {})
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        node = new MqttClient("tcp://127.0.0.1:" + server.port(), "E1", new MemoryPersistence());
        MqttConnectOptions options = new MqttConnectOptions();
        options.setWill("spBv1.0/G1/NDEATH/E1", HexFormat.of().parseHex(NDEATH), 1, false);
        node.connect(options);
        node.subscribe("spBv1.0/G1/NCMD/E1", 1, (topic, message) -> asked.add(topic));
    }

    @AfterEach
    void stop() throws MqttException {
        if (node.isConnected()) {
            node.disconnectForcibly(0, 100, false);
        }
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void valuesOfADeviceBehindAnEdgeNodeAreDeliveredAsItsOwn() throws Exception {
        publish("NBIRTH/E1", NBIRTH);
        publish("DBIRTH/E1/BED7", DBIRTH);
        publish("DDATA/E1/BED7", DDATA + "02");
        assertThat(saturation()).isEqualTo("98");
        assertThat(saturation()).isEqualTo("97");
    }

    @Test
    void dataBeforeABirthAsksForOne() throws Exception {
        publish("DDATA/E1/BED7", DDATA + "02");
        assertThat(asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("spBv1.0/G1/NCMD/E1");
        assertThat(sink.nothingWaits()).isTrue();
    }

    @Test
    void aNodeThatIsCutOffLeavesNoValues() throws Exception {
        publish("NBIRTH/E1", NBIRTH);
        publish("DBIRTH/E1/BED7", DBIRTH);
        assertThat(saturation()).isEqualTo("98");
        node.disconnectForcibly(0, 100, false);
        Observation last = sink.nextObservation(150_456);
        assertThat(last.validity().hasValue()).isFalse();
    }

    private String saturation() throws InterruptedException {
        Delivery delivery = sink.nextDelivery();
        assertThat(delivery.device()).isEqualTo(DEVICE);
        assertThat(delivery.bed()).contains(BED);
        delivery.receipt().durable();
        DriverEvent.Measured measured = (DriverEvent.Measured) delivery.events().getFirst();
        return ((Observation) measured.reading()).value().toString();
    }

    private void publish(String topic, String payload) throws MqttException {
        node.publish("spBv1.0/G1/" + topic, HexFormat.of().parseHex(payload), 0, false);
    }
}
