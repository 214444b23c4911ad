package io.wardkeep.ward.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.DeviceId;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import io.wardkeep.ward.Waveform;
import io.wardkeep.ward.record.AlertStanding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BedBoardTest {

    private static final long NOW = 1_790_000_000_000L;
    private static final BedId BED = new BedId("7A-02");
    private static final BedId OTHER = new BedId("7A-01");
    private static final WardId WARD = new WardId("7A");
    private static final int HR = 147842;
    private static final int ABP_PULSE = 149522;
    private static final int PULSE = 149530;
    private static final int SPO2 = 150456;
    private static final int RR = 151562;
    private static final int NIBP_SYS = 150021;
    private static final int NIBP_DIA = 150022;
    private static final int TEMP = 150364;
    private static final Actor GATEWAY = Actor.of(new UUID(1, 2), 1);

    private final BedBoard board = new BedBoard();
    private final DeviceVitals oximeter = attach("ox-01");

    private DeviceVitals attach(String device) {
        board.bed(BED, WARD, "7a-box-1", NOW);
        return board.attach(BED, new DeviceId(device));
    }

    @BeforeEach
    void putUpAnotherBed() {
        board.bed(OTHER, WARD, "7a-box-1", NOW);
    }

    // ---- the newest value

    @Test
    void aValueTravelsWithItsAgeAndItsDevice() {
        oximeter.take(value(SPO2, 97, NOW - 300), NOW - 100);

        VitalView vital = only(NOW);

        assertThat(vital.value()).isEqualTo("97");
        assertThat(vital.measured()).isEqualTo(NOW - 300);
        assertThat(vital.received()).isEqualTo(NOW - 100);
        assertThat(vital.device()).isEqualTo("ox-01");
        assertThat(vital.label()).isEqualTo("SpO₂");
        assertThat(vital.unit()).isEqualTo("%");
        assertThat(vital.stale()).isFalse();
    }

    @Test
    void theDigitsAreTheDevicesOwn() {
        oximeter.take(Observation.of(TEMP, Decimal.parse("37.0"), 268192, Validity.VALID, NOW), NOW);

        assertThat(only(NOW).value()).isEqualTo("37.0");
        assertThat(only(NOW).unit()).isEqualTo("°C");
    }

    @Test
    void whatArrivesLateNeverReplacesWhatIsNewer() {
        oximeter.take(value(SPO2, 97, NOW), NOW);

        assertThat(oximeter.take(value(SPO2, 82, NOW - 1), NOW + 1)).isFalse();

        assertThat(only(NOW).value()).isEqualTo("97");
    }

    @Test
    void anyOrderOfArrivalShowsTheSame() {
        List<Dot> dots = new ArrayList<>();
        for (int seq = 1; seq <= 50; seq++) {
            dots.add(new Dot(GATEWAY, seq));
        }
        for (int seed = 0; seed < 50; seed++) {
            Collections.shuffle(dots, new Random(seed));
            BedBoard shuffled = new BedBoard();
            shuffled.bed(BED, WARD, "7a-box-1", NOW);
            DeviceVitals device = shuffled.attach(BED, new DeviceId("ox-01"));
            // Five dots share each millisecond: then the dot decides.
            dots.forEach(dot -> device.take(value(SPO2, dot.seq(), NOW + dot.seq() / 5), NOW + 100, dot));

            VitalView vital = shuffled.all(NOW + 100).getFirst().vitals().getFirst();

            assertThat(vital.value()).as("seed %d", seed).isEqualTo("50");
            assertThat(vital.measured()).isEqualTo(NOW + 10);
        }
    }

    @Test
    void aTimeFarAheadDoesNotHoldTheChannelForEver() {
        oximeter.take(value(SPO2, 50, NOW + 400L * 86_400_000), NOW);

        assertThat(oximeter.take(value(SPO2, 97, NOW + 10_000), NOW + 10_000)).isTrue();

        assertThat(only(NOW + 10_000).value()).isEqualTo("97");
    }

    @Test
    void aSensorThatIsOffShowsNoNumberButTheLastOne() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        oximeter.take(Observation.missing(SPO2, 262688, Validity.SENSOR_OFF, NOW + 1000), NOW + 1000);

        VitalView vital = only(NOW + 1000);

        assertThat(vital.value()).isNull();
        assertThat(vital.validity()).isEqualTo(Validity.SENSOR_OFF);
        assertThat(vital.last()).isEqualTo(new LastView("97", NOW));
    }

    @Test
    void ofTwoDevicesTheOneWithAValueIsShown() {
        DeviceVitals monitor = attach("monitor-12");
        monitor.take(value(SPO2, 96, NOW), NOW);
        oximeter.take(Observation.missing(SPO2, 262688, Validity.SENSOR_OFF, NOW + 500), NOW + 500);

        assertThat(only(NOW + 500).value()).isEqualTo("96");
        assertThat(only(NOW + 500).device()).isEqualTo("monitor-12");
    }

    // ---- age

    @Test
    void aValueIsStaleAfterFiveSeconds() {
        oximeter.take(value(SPO2, 97, NOW), NOW);

        assertThat(only(NOW + 5_000).stale()).isFalse();
        assertThat(only(NOW + 5_001).stale()).isTrue();
        assertThat(only(NOW + 5_001).value()).isEqualTo("97");
    }

    @Test
    void aValueThatIsTooOldIsWithdrawnAndSaysWhatItWas() {
        oximeter.take(value(SPO2, 97, NOW), NOW);

        assertThat(only(NOW + 15_000).value()).isEqualTo("97");
        assertThat(only(NOW + 15_001).value()).isNull();
        assertThat(only(NOW + 15_001).last()).isEqualTo(new LastView("97", NOW));
        assertThat(only(NOW + 15_001).stale()).isTrue();
    }

    @Test
    void aSlowDeviceIsGivenTwiceItsInterval() {
        for (int index = 0; index < 10; index++) {
            oximeter.take(value(SPO2, 97, NOW + 10_000L * index), NOW + 10_000L * index);
        }

        assertThat(only(NOW + 90_000 + 20_000).stale()).isFalse();
        assertThat(only(NOW + 90_000 + 20_001).stale()).isTrue();
    }

    @Test
    void oneOutageDoesNotTeachPatience() {
        for (int index = 0; index < 10; index++) {
            oximeter.take(value(SPO2, 97, NOW + 1_000L * index), NOW + 1_000L * index);
        }
        long back = NOW + 3_600_000;
        oximeter.take(value(SPO2, 97, back), back);

        assertThat(only(back + 5_001).stale()).isTrue();
    }

    @Test
    void dataFromTheBacklogIsAsOldAsItWasMeasured() {
        oximeter.take(value(SPO2, 97, NOW - 60_000), NOW);

        assertThat(only(NOW).stale()).isTrue();
        assertThat(only(NOW).value()).isNull();
    }

    @Test
    void aClockAheadDoesNotKeepAValueYoung() {
        oximeter.take(value(SPO2, 97, NOW + 4_000), NOW);

        assertThat(only(NOW + 5_001).stale()).isTrue();
    }

    @Test
    void aSpotMeasurementStaysWithItsTime() {
        oximeter.take(value(NIBP_SYS, 128, NOW), NOW);
        oximeter.take(value(NIBP_DIA, 74, NOW), NOW);

        VitalView later = only(NOW + 12 * 60_000);

        assertThat(later.value()).isEqualTo("128/74");
        assertThat(later.stale()).isFalse();
        assertThat(later.measured()).isEqualTo(NOW);
        assertThat(only(NOW + 4 * 3_600_000L).value()).isNull();
    }

    // ---- what a tile shows

    @Test
    void aTileShowsHeartRateSaturationRespirationPressureTemperatureInThisOrder() {
        oximeter.take(value(TEMP, 37, NOW), NOW);
        oximeter.take(value(NIBP_DIA, 74, NOW), NOW);
        oximeter.take(value(NIBP_SYS, 128, NOW), NOW);
        oximeter.take(value(RR, 16, NOW), NOW);
        oximeter.take(value(SPO2, 97, NOW), NOW);
        oximeter.take(value(HR, 78, NOW), NOW);
        oximeter.take(value(150448, 2, NOW), NOW);

        assertThat(bed(NOW).vitals()).extracting(VitalView::label).containsExactly("HR", "SpO₂", "RR", "NIBP", "Temp");
    }

    @Test
    void aPageShowsTheRestToo() {
        oximeter.take(value(150448, 2, NOW), NOW);
        oximeter.take(value(SPO2, 97, NOW), NOW);
        oximeter.take(value(HR, 78, NOW), NOW);
        oximeter.take(value(PULSE, 77, NOW), NOW);

        assertThat(board.page(BED, List.of(), NOW).orElseThrow().vitals())
                .extracting(VitalView::label)
                .containsExactly("HR", "SpO₂", "PR", "PI");
    }

    @Test
    void theHeartRateComesFromTheMostTrustedLiveSource() {
        oximeter.take(value(PULSE, 77, NOW), NOW);
        assertThat(only(NOW).code()).isEqualTo(PULSE);

        oximeter.take(value(ABP_PULSE, 79, NOW), NOW);
        assertThat(only(NOW).code()).isEqualTo(ABP_PULSE);

        oximeter.take(value(HR, 78, NOW), NOW);
        assertThat(only(NOW).code()).isEqualTo(HR);

        oximeter.take(value(PULSE, 76, NOW + 6_000), NOW + 6_000);
        assertThat(only(NOW + 6_000).code()).isEqualTo(PULSE);
    }

    @Test
    void halvesOfDifferentMeasurementsAreNotPutTogether() {
        oximeter.take(value(NIBP_DIA, 74, NOW - 600_000), NOW - 600_000);
        oximeter.take(value(NIBP_SYS, 128, NOW), NOW);

        assertThat(only(NOW).value()).isEqualTo("128/--");
    }

    @Test
    void curvesAreListedOncePerCodeEcgFirst() {
        oximeter.take(wave(150452), NOW);
        oximeter.take(wave(131330), NOW);
        oximeter.take(wave(150452), NOW);

        assertThat(bed(NOW).waves()).extracting(WaveView::label).containsExactly("ECG II", "Pleth");
    }

    // ---- link

    @Test
    void aBedWithoutPatientAndDeviceIsFree() {
        assertThat(board.all(NOW).getFirst().link()).isEqualTo(LinkState.FREE);
    }

    @Test
    void aBedIsLiveThenStaleAndSaysSinceWhen() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        assertThat(bed(NOW).link()).isEqualTo(LinkState.LIVE);

        BedView silent = bed(NOW + 5_001);

        assertThat(silent.link()).isEqualTo(LinkState.STALE);
        assertThat(silent.since()).isEqualTo(NOW);
    }

    @Test
    void lostContactShowsAtOnceAndSinceWhenAndEnds() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        board.lost(BED, NOW - 2_000);
        board.lost(BED, NOW - 1_000);

        assertThat(bed(NOW).link()).isEqualTo(LinkState.LOST);
        assertThat(bed(NOW).since()).isEqualTo(NOW - 2_000);

        board.found(BED);
        assertThat(bed(NOW).link()).isEqualTo(LinkState.LIVE);
    }

    @Test
    void aDeviceThatLeftShowsNothingMore() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        board.detach(BED, new DeviceId("ox-01"));

        assertThat(bed(NOW).vitals()).isEmpty();
        assertThat(bed(NOW).link()).isEqualTo(LinkState.FREE);
    }

    // ---- alerts, limits, patients

    @Test
    void theValueThatOffendsCarriesThePriority() {
        oximeter.take(value(SPO2, 82, NOW), NOW);
        board.alert(alert("a", AlertPriority.HIGH, AlertStanding.State.ACTIVE_ACK, NOW));

        assertThat(only(NOW).priority()).isEqualTo(AlertPriority.HIGH);
        assertThat(bed(NOW).alerts()).isEqualTo(1);

        board.alert(alert("a", AlertPriority.HIGH, AlertStanding.State.LATCHED, NOW));
        assertThat(only(NOW).priority()).isNull();

        board.alert(alert("a", AlertPriority.HIGH, AlertStanding.State.ENDED, NOW));
        assertThat(bed(NOW).alert()).isNull();
        assertThat(board.alerts()).isEmpty();
    }

    @Test
    void theMostUrgentAlertIsOnTheTile() {
        board.alert(alert("low", AlertPriority.LOW, AlertStanding.State.ACTIVE_UNACK, NOW - 9));
        board.alert(alert("seen", AlertPriority.HIGH, AlertStanding.State.ACTIVE_ACK, NOW - 8));
        board.alert(alert("later", AlertPriority.HIGH, AlertStanding.State.ACTIVE_UNACK, NOW - 1));
        board.alert(alert("first", AlertPriority.HIGH, AlertStanding.State.ACTIVE_UNACK, NOW - 2));

        assertThat(board.alerts()).extracting(AlertView::episode).containsExactly("first", "later", "seen", "low");
        assertThat(bed(NOW).alert()).isEqualTo(board.alerts().getFirst());
    }

    @Test
    void theAlertListIsGivenOncePerChange() {
        AlertView alert = alert("a", AlertPriority.HIGH, AlertStanding.State.ACTIVE_UNACK, NOW);
        board.alert(alert);
        assertThat(board.alertsIfChanged()).isPresent();

        board.alert(alert);

        assertThat(board.alertsIfChanged()).isEmpty();
    }

    @Test
    void anAlertThatCameBeforeItsBedIsOnIt() {
        BedBoard late = new BedBoard();
        late.alert(alert("a", AlertPriority.HIGH, AlertStanding.State.ACTIVE_UNACK, NOW));
        late.bed(BED, WARD, "7a-box-1", NOW);

        assertThat(late.all(NOW).getFirst().alerts()).isEqualTo(1);
    }

    @Test
    void anAlertOfAnotherWardsBedOfTheSameNameIsListedButNotOnThisBed() {
        AlertView other = alert("a", "7B", AlertPriority.HIGH, AlertStanding.State.ACTIVE_UNACK, NOW);
        board.alert(other);

        assertThat(bed(NOW).alerts()).isZero();
        assertThat(board.alerts()).containsExactly(other);
    }

    @Test
    void limitsStandBesideTheirValue() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        board.limits(BED, List.of(limit(true)));
        assertThat(only(NOW).low()).isEqualTo("90");
        assertThat(only(NOW).conflict()).isTrue();

        board.limits(BED, List.of(limit(false)));
        assertThat(only(NOW).low()).isNull();
    }

    @Test
    void bothPatientsAreShownWhileSidesDisagree() {
        board.patients(BED, List.of(new PatientView("A. K.", null), new PatientView("M. S.", null)));

        assertThat(bed(NOW).patient()).isEqualTo(new PatientView("A. K.", null));
        assertThat(bed(NOW).otherPatients()).containsExactly(new PatientView("M. S.", null));
    }

    // ---- what changed

    @Test
    void onlyBedsThatChangedAreReturnedAndBedsAreSorted() {
        assertThat(board.changed(NOW)).extracting(BedView::bed).containsExactly("7A-01", "7A-02");

        oximeter.take(value(SPO2, 97, NOW), NOW);

        assertThat(board.changed(NOW + 1000)).extracting(BedView::bed).containsExactly("7A-02");
        assertThat(board.changed(NOW + 2000)).isEmpty();
    }

    @Test
    void aBedIsReturnedAtMostTwiceASecondAndItsLastChangeIsNotForgotten() {
        int returned = 0;
        for (long at = NOW; at < NOW + 10_000; at += 10) {
            oximeter.take(value(SPO2, 90 + at % 10, at), at);
            returned += (int) board.changed(at).stream()
                    .filter(bed -> bed.bed().equals("7A-02"))
                    .count();
        }
        assertThat(returned).isEqualTo(20);

        List<BedView> rest = board.changed(NOW + 10_400);
        assertThat(rest.getFirst().vitals().getFirst().measured()).isEqualTo(NOW + 9_990);
    }

    @Test
    void gettingOldIsAChange() {
        oximeter.take(value(SPO2, 97, NOW), NOW);
        board.changed(NOW);

        assertThat(board.changed(NOW + 5_000)).isEmpty();
        assertThat(board.changed(NOW + 5_001).getFirst().link()).isEqualTo(LinkState.STALE);
        assertThat(board.changed(NOW + 15_000)).isEmpty();
        assertThat(board.changed(NOW + 15_001).getFirst().vitals().getFirst().value())
                .isNull();
        assertThat(board.changed(NOW + 3_600_000)).isEmpty();
    }

    @Test
    void aClockThatStepsBackLeavesNoValueStandingAndTakesTheNext() {
        oximeter.take(wave(150452), NOW);
        oximeter.take(value(SPO2, 97, NOW), NOW);
        board.changed(NOW);
        long back = NOW - 86_400_000;

        VitalView left = board.changed(back).getLast().vitals().getFirst();
        assertThat(left.value()).isNull();
        assertThat(left.stale()).isTrue();
        assertThat(bed(back).link()).isEqualTo(LinkState.STALE);

        oximeter.take(value(SPO2, 96, back + 1_000), back + 1_000);
        assertThat(only(back + 1_000).value()).isEqualTo("96");
        assertThat(only(back + 1_000).stale()).isFalse();
    }

    @Test
    void anUnknownBedIsAMistakeOfTheCaller() {
        assertThatThrownBy(() -> board.attach(new BedId("9Z"), new DeviceId("ox-01")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(board.page(new BedId("9Z"), List.of(), NOW)).isEmpty();
    }

    // ---- shorthand

    private BedView bed(long now) {
        return board.all(now).getLast();
    }

    private VitalView only(long now) {
        assertThat(bed(now).vitals()).hasSize(1);
        return bed(now).vitals().getFirst();
    }

    private static Observation value(int code, long value, long at) {
        return Observation.of(code, Decimal.of(value), 262688, Validity.VALID, at);
    }

    private static Waveform wave(int code) {
        return new Waveform(code, 262656, 8_000_000, 0, new int[] {1, 2}, Validity.VALID, NOW, NOW);
    }

    private static LimitView limit(boolean enabled) {
        return new LimitView(
                SPO2,
                "SpO₂",
                "%",
                "90",
                null,
                0,
                0,
                AlertPriority.HIGH,
                enabled,
                false,
                "profile adult",
                true,
                List.of());
    }

    private static AlertView alert(String episode, AlertPriority priority, AlertStanding.State state, long since) {
        return alert(episode, WARD.name(), priority, state, since);
    }

    private static AlertView alert(
            String episode, String ward, AlertPriority priority, AlertStanding.State state, long since) {
        return new AlertView(
                episode,
                "7A-02",
                ward,
                null,
                SPO2,
                AlertKind.LIMIT_LOW,
                AlertText.marker(true, priority),
                "SpO₂ 82 < 90",
                priority,
                true,
                state,
                1,
                since,
                since,
                "82",
                "90",
                "7a-box-1",
                null,
                null,
                null,
                null);
    }
}
