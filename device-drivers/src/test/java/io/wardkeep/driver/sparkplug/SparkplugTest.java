package io.wardkeep.driver.sparkplug;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverSession;
import io.wardkeep.driver.EventText;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The payloads are those of the shared synthetic set, group G1, edge E1, device BED7, which an independent encoder
 * made.
 */
class SparkplugTest extends DriverContract {

    private static final long NOW = 1_800_000_000_000L;
    private static final long SENT = 1_710_513_015_000L;

    private static final String NDEATH = "08d8919594e43112120a05626453657118d8919594e43120045800";
    private static final String NBIRTH = "08d8919594e43112120a05626453657118d8919594e431200458001221"
            + "0a144e6f646520436f6e74726f6c2f5265626972746818d8919594e431200b70001800";
    private static final String DBIRTH = "08d8919594e431123c0a0453704f32100118d8919594e431200a4a200a07"
            + "656e67556e69740a075175616c6974791205080c4201251205080318c001"
            + "69000000000080584012430a024852100218d8919594e431200a4a290a07"
            + "656e67556e69740a075175616c697479120e080c420a7b626561747d2f6d"
            + "696e1205080318c00169000000000000524012140a054574434f32100318d8919594e431200a38011801";
    private static final String DDATA =
            "08c0999594e4311212100118c0999594e43169000000000040584012121002" + "18c0999594e4316900000000004052401802";
    private static final String HISTORICAL = "08b8e69894e4311214100118e0b89594e431280169000000000000584018" + "03";
    private static final String DDEATH = "08a8a19594e4311804";

    private DriverSession session;

    @BeforeEach
    void connect() {
        session = new Sparkplug().open();
    }

    @Override
    protected Driver driver() {
        return new Sparkplug();
    }

    /** Births of a device: each stands alone. Their times differ, since what has been said is not said again. */
    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> packet(
                        "spBv1.0/G1/DBIRTH/E1/BED7",
                        DBIRTH.replace(
                                "18d8919594e431", "18" + HexFormat.of().toHexDigits((byte) (0xC8 + i)) + "919594e431")))
                .toList();
    }

    @Override
    protected boolean isPollOrHandshake(byte[] sent) {
        String text = new String(sent, StandardCharsets.ISO_8859_1);
        return (sent[0] & 0xFF) == 0x30
                && text.contains("/NCMD/")
                && text.contains("Node Control/Rebirth")
                && sent[sent.length - 2] == 0x70
                && sent[sent.length - 1] == 1;
    }

    @Override
    protected Optional<String> makesMoreThanEventsBecause() {
        return Optional.of("names and numbers of a birth are texts before they are metrics");
    }

    @Test
    void theLifeOfADeviceValueByValue() {
        assertThat(hear("NBIRTH/E1", NBIRTH)).isEmpty();
        assertThat(hear("DBIRTH/E1/BED7", DBIRTH))
                .containsExactly(
                        "relayed from 'G1/E1' equipment 'BED7'",
                        "value 150456 98 unit 262688 VALID at " + NOW + " device " + SENT,
                        "value 147842 72 unit 264864 VALID at " + NOW + " device " + SENT,
                        "left out EtCO2");
        assertThat(hear("DDATA/E1/BED7", DDATA))
                .containsExactly(
                        "relayed from 'G1/E1' equipment 'BED7'",
                        "value 150456 97 unit 262688 VALID at " + NOW + " device " + (SENT + 1_000),
                        "value 147842 73 unit 264864 VALID at " + NOW + " device " + (SENT + 1_000));
        assertThat(hear("DDATA/E1/BED7", HISTORICAL))
                .containsExactly("relayed from 'G1/E1' equipment 'BED7'", "left out historical");
        assertThat(hear("DDEATH/E1/BED7", DDEATH))
                .containsExactlyInAnyOrder(
                        "relayed from 'G1/E1' equipment 'BED7'",
                        "value 150456 - unit 262688 INVALID at " + NOW,
                        "value 147842 - unit 264864 INVALID at " + NOW);
    }

    @Test
    void theDeathOfTheNodeIsThatOfItsDevicesAndAnOldWillIsNot() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        assertThat(hear("NDEATH/E1", NDEATH.replace("5800", "5805"))).isEmpty();
        assertThat(hear("NDEATH/E1", NDEATH)).hasSize(3);
        assertThat(hear("DDATA/E1/BED7", DDATA)).singleElement().asString().startsWith("transmit");
    }

    @Test
    void dataBeforeTheBirthAsksForItAndIsNotGuessedAt() {
        assertThat(hear("DDATA/E1/BED7", DDATA)).singleElement().asString().startsWith("transmit");
        assertThat(hear("DDATA/E1/BED7", DDATA))
                .as("not twice within five seconds")
                .isEmpty();
    }

    @Test
    void aGapInTheSequenceMakesAliasesDoubtfulUntilTheNextBirth() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        List<String> events = hear("DDATA/E1/BED7", DDATA.substring(0, DDATA.length() - 2) + "03");
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("malformed sequence");
        assertThat(events.get(1)).startsWith("transmit");
        assertThat(hear("DDATA/E1/BED7", DDATA.substring(0, DDATA.length() - 2) + "04"))
                .isEmpty();
        hear("NBIRTH/E1", NBIRTH);
        assertThat(hear("DBIRTH/E1/BED7", DBIRTH))
                .as("what was said before the gap is no second measurement")
                .containsExactly("relayed from 'G1/E1' equipment 'BED7'", "left out EtCO2");
        assertThat(hear("DDATA/E1/BED7", DDATA)).hasSize(3);
    }

    @Test
    void aDeviceThatComesBackFromTheDeadIsHeardFromItsBirth() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        hear("NDEATH/E1", NDEATH);
        hear("NBIRTH/E1", NBIRTH);
        assertThat(hear("DBIRTH/E1/BED7", DBIRTH))
                .contains("value 150456 98 unit 262688 VALID at " + NOW + " device " + SENT);
    }

    @Test
    void twoValuesOfOneMillisecondAreTwoMeasurements() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        hear("DDATA/E1/BED7", DDATA);
        assertThat(hear("DDATA/E1/BED7", DDATA.substring(0, DDATA.length() - 2) + "03"))
                .hasSize(3);
    }

    @Test
    void theRebirthRequestIsTheSharedOne() {
        byte[] sent = EdgeNode.rebirth("G1/E1", SENT + 3_000).array();
        assertThat(HexFormat.of().formatHex(sent))
                .endsWith("0890a99594e431121f0a144e6f646520436f6e74726f6c2f526562697274681890a99594e4317001");
        assertThat(new String(sent, StandardCharsets.ISO_8859_1)).contains("spBv1.0/G1/NCMD/E1");
    }

    @Test
    void badQualityAnotherUnitAndNullAreNoValues() {
        hear("NBIRTH/E1", NBIRTH);
        assertThat(hear("DBIRTH/E1/BED7", DBIRTH.replace("18c001", "18f403")))
                .containsOnlyOnce("value 150456 - unit 262688 INVALID at " + NOW + " device " + SENT);
        assertThat(hear("DBIRTH/E2/BED7", DBIRTH.replace("420125", "420126")))
                .noneMatch(event -> event.contains("150456"))
                .anyMatch(event -> event.startsWith("left out"));
    }

    @ParameterizedTest
    @CsvSource({
        "97.0, 97",
        "36.6, 36.6",
        "0.1, 0.1",
        "12.3456, 12.3456",
        "99.99999, 99.99999",
        "33.333333333333336, 33.333333333",
    })
    void aBinaryFractionIsTheShortestDecimalThatItStandsFor(double told, String expected) {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        ByteBuffer octets =
                ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(0, told);

        assertThat(hear(
                        "DDATA/E1/BED7",
                        DDATA.replaceFirst("69.{16}", "69" + HexFormat.of().formatHex(octets.array()))))
                .anyMatch(event -> event.startsWith("value 150456 " + expected + " "));
    }

    @Test
    void aZeroSaturationIsNoValue() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        assertThat(hear("DDATA/E1/BED7", DDATA.replace("690000000000405840", "690000000000000000")))
                .anyMatch(event -> event.startsWith("value 150456 - unit 262688 INVALID"));
    }

    /** Central venous pressures of types with and without a sign; that of the data is known to the birth alone. */
    @ParameterizedTest
    @CsvSource({
        "2, 50fbff03, -5",
        "3, 50fbffffff0f, -5",
        "3, 5009, 9",
        "4, 58fbffffffffffffffff01, -5",
        "7, 50fbffffff0f, -",
        "8, 58fbffffffffffffffff01, -"
    })
    void aNumberWithoutItsTypeHasTheTypeOfItsBirth(String type, String data, String expected) {
        hear("NBIRTH/E1", NBIRTH);
        assertThat(hear("DBIRTH/E1/BED7", venousPressure(type) + "1801"))
                .anyMatch(event -> event.startsWith("value 150087 7 "));
        assertThat(hear("DDATA/E1/BED7", field("12", "1001" + data) + "1802"))
                .anyMatch(event -> event.startsWith("value 150087 " + expected + " "));
    }

    @Test
    void anAliasOfWhatIsLeftOutIsKnownAndAnyOtherAsksForABirth() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        assertThat(hear("DDATA/E1/BED7", field("12", "10035026") + "1802")).isEmpty();
        List<String> events = hear("DDATA/E1/BED7", field("12", "10095026") + "1803");
        assertThat(events).hasSize(2);
        assertThat(events.get(0)).startsWith("malformed unborn");
        assertThat(events.get(1)).startsWith("transmit");
    }

    @Test
    void anAliasIsItsDevices() {
        hear("NBIRTH/E1", NBIRTH);
        hear("DBIRTH/E1/BED7", DBIRTH);
        hear("DBIRTH/E1/BED8", venousPressure("3") + "1802");
        assertThat(hear("DDATA/E1/BED7", DDATA.substring(0, DDATA.length() - 2) + "03"))
                .anyMatch(event -> event.startsWith("value 150456 97 "));
        assertThat(hear("DDATA/E1/BED8", field("12", "10015009") + "1804"))
                .anyMatch(event -> event.startsWith("value 150087 9 "));
        assertThat(hear("DDATA/E1/BED8", field("12", "10025009") + "1805"))
                .anyMatch(event -> event.startsWith("malformed unborn"))
                .noneMatch(event -> event.startsWith("value"));
    }

    /** Born as 7 mmHg under alias 1. */
    private static String venousPressure(String type) {
        String unit = field("0a", text("engUnit")) + field("12", "080c" + field("42", text("mm[Hg]")));
        return field("12", field("0a", text("150087")) + "1001200" + type + field("4a", unit) + "5007");
    }

    private static String field(String tag, String octets) {
        return tag + HexFormat.of().toHexDigits((byte) (octets.length() / 2)) + octets;
    }

    private static String text(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void whatIsNoPayloadIsCounted() {
        assertThat(hear("DDATA/E1/BED7", "12ff01")).containsExactly("malformed payload 31");
        assertThat(hear("DDATA", "0801")).containsExactly("malformed topic 22");
    }

    private List<String> hear(String topic, String payload) {
        List<String> events = new ArrayList<>();
        session.received(
                ByteBuffer.wrap(packet("spBv1.0/G1/" + topic, payload)), NOW, event -> events.add(EventText.of(event)));
        return events;
    }

    private static byte[] packet(String topic, String payload) {
        byte[] body = HexFormat.of().parseHex(payload);
        byte[] name = topic.getBytes(StandardCharsets.UTF_8);
        int remaining = 2 + name.length + body.length;
        ByteArrayOutputStream packet = new ByteArrayOutputStream();
        packet.write(0x30);
        for (; remaining > 0x7F; remaining >>= 7) {
            packet.write(remaining & 0x7F | 0x80);
        }
        packet.write(remaining);
        packet.write(name.length >> 8);
        packet.write(name.length);
        packet.writeBytes(name);
        packet.writeBytes(body);
        return packet.toByteArray();
    }
}
