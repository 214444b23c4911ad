package io.wardkeep.driver.senml;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.driver.Driver;
import io.wardkeep.driver.DriverContract;
import io.wardkeep.driver.DriverEvent;
import io.wardkeep.driver.EventText;
import io.wardkeep.driver.message.MessageParser;
import io.wardkeep.driver.message.ObservationMessage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenMlTest extends DriverContract {

    /** A second after the sheet's example. */
    private static final long NOW = 1_710_513_017_000L;

    private static final String SATURATION = "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97}";

    private final MessageParser parser = new SenMl().parser();

    @Override
    protected Driver driver() {
        return new SenMl();
    }

    @Override
    protected List<byte[]> frames() {
        return IntStream.range(0, 9)
                .mapToObj(i -> ("[{\"bn\":\"urn:dev:mac:0011223344556677:\",\"bt\":171051301" + i
                                + ",\"n\":\"SpO2\",\"u\":\"%\",\"v\":9" + i
                                + "},{\"n\":\"HR\",\"u\":\"beat/min\",\"v\":72,\"t\":-0.5}]\n")
                        .getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    protected Optional<String> makesMoreThanEventsBecause() {
        return Optional.of("a pack is a text and its names are texts before they are readings");
    }

    @Test
    void theExampleOfTheSheet() {
        ObservationMessage pack = parse("[{\"bn\":\"urn:dev:mac:0011223344556677:\",\"bt\":1710513015,\"n\":\"SpO2\","
                + "\"u\":\"%\",\"v\":98},{\"n\":\"HR\",\"u\":\"beat/min\",\"v\":72},{\"n\":\"HR\",\"u\":\"beat/min\","
                + "\"v\":73,\"t\":1}]");
        assertThat(pack.timed()).isTrue();
        assertThat(pack.id()).isEmpty();
        assertThat(texts(pack))
                .containsExactly(
                        "value 150456 98 unit 262688 VALID at 1710513015000 device 1710513015000",
                        "value 147842 72 unit 264864 VALID at 1710513015000 device 1710513015000",
                        "value 147842 73 unit 264864 VALID at 1710513016000 device 1710513016000");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[{\"n\":\"urn:dev:ow:10:MDC_TEMP_BODY\",\"u\":\"Cel\",\"v\":36.80,\"t\":1710513010}]",
                "[{\"bn\":\"urn:dev:ow:10:\",\"n\":\"150364\",\"u\":\"Cel\",\"v\":36.80,\"t\":1710513010}]",
                "[{\"bn\":\"MDC_TEMP_\",\"bt\":1710513000},{\"n\":\"BODY\",\"u\":\"Cel\",\"v\":36.80,\"t\":10}]",
                "[{\"bn\":\"MDC_TEMP_BODY\",\"bt\":1710513010,\"bu\":\"Cel\",\"v\":36.80}]",
                "[{\"n\":\"MDC_TEMP_BODY\",\"bu\":\"K\",\"u\":\"Cel\",\"v\":0.80,\"bv\":36,\"t\":1710513010}]",
                "[{\"n\":\"MDC_TEMP_BODY\",\"u\":\"Cel\",\"v\":36.80,\"t\":1.710513010E9,\"ut\":5,\"l\":{},\"s\":3}]"
            })
    void recordsThatResolveToTheSameAreTheSame(String pack) {
        assertThat(texts(parse(pack)))
                .containsExactly("value 150364 36.80 unit 268192 VALID at 1710513010000 device 1710513010000");
    }

    @Test
    void baseFieldsHoldUntilTheyAreSaidAnew() {
        assertThat(texts(parse("[{\"bu\":\"Cel\",\"bv\":30,\"n\":\"MDC_TEMP_BODY\",\"v\":6.5},"
                        + "{\"n\":\"MDC_TEMP_SKIN\",\"v\":3},{\"bu\":\"%\",\"bv\":0,\"n\":\"SpO2\",\"v\":97}]")))
                .containsExactly(
                        "value 150364 36.5 unit 268192 VALID at " + NOW,
                        "value 150388 33 unit 268192 VALID at " + NOW,
                        "value 150456 97 unit 262688 VALID at " + NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "HR, beat/min, 264864",
        "HR, 1/min, 264864",
        "HR, /min, 264864",
        "HR, {beat}/min, 264864",
        "MDC_RESP_RATE, 1/min, 264928",
        "MDC_CONC_AWAY_CO2_ET, mm[Hg], 266016",
        "MDC_SCORE_GLAS_COMA, /, 262656"
    })
    void unitsAreThoseOfTheRegistryOrOfUcum(String name, String unit, int code) {
        assertThat(texts(parse("[{\"n\":\"" + name + "\",\"u\":\"" + unit + "\",\"v\":12}]")))
                .singleElement()
                .asString()
                .contains(" 12 unit " + code + " VALID");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"n\":\"urn:dev:EtCO2\",\"u\":\"mm[Hg]\",\"v\":36}|EtCO2",
                "{\"n\":\"SpO2\",\"u\":\"/\",\"v\":0.97}|SpO2",
                "{\"n\":\"SpO2\",\"v\":97}|SpO2",
                "{\"n\":\"MDC_RESP_RATE\",\"u\":\"beat/min\",\"v\":15}|MDC_RESP_RATE",
                "{\"n\":\"MDC_TEMP_BODY\",\"u\":\"K\",\"v\":310}|MDC_TEMP_BODY",
                "{\"n\":\"MDC_PULS_OXIM_PLETH\",\"u\":\"1\",\"v\":1}|MDC_PULS_OXIM_PLETH",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"vs\":\"97\"}|SpO2",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"vb\":true}|SpO2",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"vd\":\"OTc\"}|SpO2",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"s\":97}|SpO2",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"t\":-901}|historical"
            })
    void whatIsUnderstoodAndNotTakenIsNamed(String part, String name) {
        assertThat(texts(parse("[" + part + "," + SATURATION + "]")))
                .containsExactly("left out " + name, "value 150456 97 unit 262688 VALID at " + NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "7|record",
                "{\"u\":\"%\",\"v\":97}|name",
                "{\"n\":7,\"u\":\"%\",\"v\":97}|name",
                "{\"n\":\"-SpO2\",\"u\":\"%\",\"v\":97}|name",
                "{\"n\":\"a b:SpO2\",\"u\":\"%\",\"v\":97}|name",
                "{\"n\":\"SpO2\",\"u\":7,\"v\":97}|unit",
                "{\"n\":\"SpO2\",\"u\":\"%\"}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":\"97\"}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":null}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"vb\":true}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"vs\":\"97\",\"vd\":\"OTc\"}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"vs\":97}|value",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":1e30}|value-range",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"t\":\"now\"}|time",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"t\":1e30}|time",
                "{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"calibrated_\":false}|must-understand"
            })
    void aWrongRecordIsGivenUpAndTheRestIsUsed(String part, String reason) {
        assertThat(texts(parse("[" + part + "," + SATURATION + "]")))
                .containsExactly("malformed " + reason + " 0", "value 150456 97 unit 262688 VALID at " + NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"bn\":7|base",
                "\"bt\":\"now\"|base",
                "\"bu\":null|base",
                "\"bv\":\"1\"|base",
                "\"v_\":1,\"bx_\":1|must-understand"
            })
    void withoutABaseWhatFollowsHasNoMeaning(String field, String reason) {
        assertThat(texts(parse("[" + SATURATION + ",{" + field + "}," + SATURATION + "]")))
                .containsExactly("value 150456 97 unit 262688 VALID at " + NOW, "malformed " + reason + " 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "[]|empty",
                "[{}]|empty",
                "{}|json-syntax",
                "[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":NaN}]|json-syntax",
                "[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"v\":98}]|json-duplicate-key",
                "[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97},{\"bver\":11}]|version",
                "[{\"bver\":\"10\",\"n\":\"SpO2\",\"u\":\"%\",\"v\":97}]|version"
            })
    void whatIsNoPackIsOneReason(String pack, String reason) {
        assertThat(parse(pack).events()).containsExactly(new DriverEvent.Malformed(reason, pack.length()));
    }

    @Test
    void theVersionThatWeKnowMayBeSaid() {
        assertThat(texts(parse("[{\"bver\":10}," + SATURATION + "]")))
                .containsExactly("value 150456 97 unit 262688 VALID at " + NOW);
    }

    @Test
    void smallTimesAreRelativeAndGreatOnesAreBelievedAsFarAsThatGoes() {
        assertThat(texts(parse(timed("-2.5")))).containsExactly(value(NOW - 2_500, ""));
        assertThat(texts(parse(timed("3600"))))
                .as("nothing is measured in the future")
                .containsExactly(value(NOW, ""));
        assertThat(texts(parse(timed("268435455")))).containsExactly(value(NOW, ""));
        assertThat(texts(parse(timed("268435456"))))
                .as("a clock that is far off is kept beside the gateway's time")
                .containsExactly(value(NOW, " device 268435456000"));
        assertThat(texts(parse(timed("1710513018.9"))))
                .as("a little ahead")
                .containsExactly(value(NOW, " device 1710513018900"));
    }

    @Test
    void aPackSaysItsTimeWhereAllItsRecordsDo() {
        assertThat(parse(timed("1710513015")).timed()).isTrue();
        assertThat(parse(timed("-1")).timed()).isFalse();
        assertThat(parse("[" + SATURATION + ",{\"n\":\"HR\",\"u\":\"1/min\",\"v\":72,\"t\":1710513015}]")
                        .timed())
                .isFalse();
        assertThat(parse("[{\"n\":\"SpO2\",\"vs\":\"97\",\"t\":1710513015}]").timed())
                .isFalse();
    }

    @Test
    void anotherDeviceInAPackIsNotTakenForTheFirst() {
        assertThat(texts(parse("[{\"bn\":\"urn:dev:mac:01:\",\"n\":\"HR\",\"u\":\"beat/min\",\"v\":72},"
                        + "{\"bn\":\"urn:dev:mac:02:\",\"n\":\"SpO2\",\"u\":\"%\",\"v\":81},"
                        + "{\"bn\":\"\",\"n\":\"urn:dev:mac:01:SpO2\",\"u\":\"%\",\"v\":97}]")))
                .containsExactly(
                        "value 147842 72 unit 264864 VALID at " + NOW,
                        "left out of another device",
                        "value 150456 97 unit 262688 VALID at " + NOW);
    }

    @Test
    void anImplausibleNumberIsNotShown() {
        assertThat(texts(parse("[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":250}]")))
                .containsExactly("value 150456 - unit 262688 IMPLAUSIBLE at " + NOW);
    }

    @Test
    void readingsOfAPackAndNamesOfADeviceAreBounded() {
        String many = IntStream.rangeClosed(0, ObservationMessage.READINGS_MAX)
                .mapToObj(i -> "{\"n\":\"HR\",\"u\":\"/min\",\"v\":72}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(parse(many).events())
                .hasSize(ObservationMessage.READINGS_MAX + 1)
                .endsWith(new DriverEvent.Malformed("too-many", 0));
        String names = IntStream.range(0, 100)
                .mapToObj(i -> "{\"n\":\"" + "x".repeat(50) + i + "\",\"v\":72},{\"n\":\"y" + i + "\",\"v\":1}")
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(texts(parse(names)))
                .contains("left out " + "x".repeat(40), "left out y62", "left out other")
                .doesNotContain("left out y63");
    }

    private static String timed(String time) {
        return "[{\"n\":\"SpO2\",\"u\":\"%\",\"v\":97,\"t\":" + time + "}]";
    }

    private static String value(long at, String device) {
        return "value 150456 97 unit 262688 VALID at " + at + device;
    }

    private ObservationMessage parse(String pack) {
        return parser.parse(ByteBuffer.wrap(pack.getBytes(StandardCharsets.UTF_8)), NOW);
    }

    private static List<String> texts(ObservationMessage pack) {
        return pack.events().stream().map(EventText::of).toList();
    }
}
