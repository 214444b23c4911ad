package io.wardkeep.ward.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.ward.AlertKind;
import io.wardkeep.ward.AlertPriority;
import io.wardkeep.ward.BedId;
import io.wardkeep.ward.ConditionKey;
import io.wardkeep.ward.Decimal;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.Limits;
import io.wardkeep.ward.record.AlertEpisode;
import io.wardkeep.ward.record.AlertFact;
import io.wardkeep.ward.record.AlertStanding;
import io.wardkeep.ward.record.AssignmentProposal;
import io.wardkeep.ward.record.AssignmentSetting;
import io.wardkeep.ward.record.Author;
import io.wardkeep.ward.record.EffectiveAssignment;
import io.wardkeep.ward.record.EffectiveLimits;
import io.wardkeep.ward.record.EpisodeKey;
import io.wardkeep.ward.record.LimitsSetting;
import io.wardkeep.ward.record.Patient;
import io.wardkeep.ward.record.Sibling;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ViewsTest {

    private static final BedId BED = new BedId("7A-02");
    private static final int SPO2 = 150456;
    private static final Actor GATEWAY = Actor.of(new UUID(1, 1), 1);
    private static final Actor HUB = Actor.of(new UUID(2, 2), 1);
    private static final Author NURSE = new Author("J. Lindqvist", "nurse", Author.BED);
    private static final Author DOCTOR = new Author("Dr. Amari", "physician", Author.HUB);
    private static final long AT_13_58 =
            LocalDateTime.of(2026, 11, 20, 13, 58).toInstant(ZoneOffset.UTC).toEpochMilli();

    // ---- limits

    @Test
    void limitsThatNobodySetComeFromTheProfile() {
        LimitView view =
                LimitView.of(SPO2, EffectiveLimits.of(limits("90"), List.of()), "profile adult", ZoneOffset.UTC);

        assertThat(view.source()).isEqualTo("profile adult");
        assertThat(view.low()).isEqualTo("90");
        assertThat(view.high()).isNull();
        assertThat(view.label()).isEqualTo("SpO₂");
        assertThat(view.unit()).isEqualTo("%");
        assertThat(ConflictView.of(BED, view)).isEmpty();
    }

    @Test
    void limitsThatSomebodySetSayWhoAndWhen() {
        LimitView view = LimitView.of(
                SPO2,
                EffectiveLimits.of(limits("90"), List.of(set(GATEWAY, "88", NURSE, AT_13_58))),
                "profile adult",
                ZoneOffset.ofHours(1));

        assertThat(view.source()).isEqualTo("J. Lindqvist 14:58");
        assertThat(view.low()).isEqualTo("88");
    }

    @Test
    void aConflictShowsBothAndWhichIsInForce() {
        LimitView view = LimitView.of(
                SPO2,
                EffectiveLimits.of(
                        limits("85"),
                        List.of(set(GATEWAY, "88", NURSE, AT_13_58), set(HUB, "90", DOCTOR, AT_13_58 + 60_000))),
                "profile adult",
                ZoneOffset.UTC);

        assertThat(view.low()).isEqualTo("90");
        ConflictView conflict = ConflictView.of(BED, view).orElseThrow();
        assertThat(conflict.kind()).isEqualTo(ConflictView.Kind.LIMITS);
        assertThat(view.siblings())
                .extracting(LimitSiblingView::low, LimitSiblingView::where, LimitSiblingView::inForce)
                .containsExactly(tuple("88", "bed", false), tuple("90", "hub", true));
    }

    // ---- alerts

    @Test
    void anAlertShowsTheNewestEpochAndWhoCoveredIt() {
        AlertEpisode episode = raised(1, AlertPriority.MEDIUM, AT_13_58);
        Dot second = new Dot(GATEWAY, 2);
        Dot third = new Dot(GATEWAY, 3);
        EpisodeKey key = episode.key();
        episode = episode.plus(second, new AlertFact.Acknowledged(key, 1, NURSE, AT_13_58 + 1));
        assertThat(view(episode).acknowledged()).isEqualTo(new AcknowledgedView("J. Lindqvist", AT_13_58 + 1, "bed"));

        episode = episode.plus(third, raise(key, 2, AlertPriority.HIGH, AT_13_58 + 5_000));
        AlertView view = view(episode);

        assertThat(view.acknowledged()).isNull();
        assertThat(view.epoch()).isEqualTo(2);
        assertThat(view.marker()).isEqualTo("***");
        assertThat(view.since()).isEqualTo(AT_13_58);
        assertThat(view.raised()).isEqualTo(AT_13_58 + 5_000);
        assertThat(view.text()).isEqualTo("SpO₂ 82 < 90");
        assertThat(view.episode()).isEqualTo(key.episode().toString());
    }

    @Test
    void aPauseIsShownWithItsEndByTheClockOfWhoShowsIt() {
        AlertStanding standing =
                raised(1, AlertPriority.HIGH, AT_13_58).standing().orElseThrow();

        assertThat(AlertView.of(standing, "7a-box-1", OptionalLong.of(AT_13_58 + 7))
                        .pausedUntil())
                .isEqualTo(AT_13_58 + 7);
        assertThat(AlertView.of(standing, "7a-box-1", OptionalLong.empty()).pausedUntil())
                .isNull();
    }

    // ---- assignment

    @Test
    void bothPatientsStayUntilSomebodyDecides() {
        AssignmentView view = AssignmentView.of(
                BED,
                EffectiveAssignment.of(List.of(
                        assigned(GATEWAY, "A. K., 66", NURSE, AT_13_58),
                        assigned(HUB, "M. S., 54", DOCTOR, AT_13_58 + 1))),
                List.of());

        assertThat(view.patients()).extracting(PatientView::label).containsExactly("M. S., 54", "A. K., 66");
        assertThat(view.siblings()).extracting(AssignmentSiblingView::inForce).containsExactly(false, true);
        assertThat(view.seen()).hasSize(2);
        assertThat(ConflictView.of(view).orElseThrow().siblings()).hasSize(2);
    }

    @Test
    void aProposalIsShownBesideWhatTheWardSaysUntilItIsDecided() {
        AssignmentProposal proposal = new AssignmentProposal(
                BED,
                new Patient("M. S., 54", ""),
                "4711",
                true,
                new Author("ADT A01", AssignmentProposal.ROLE, Author.BED),
                AT_13_58,
                true);
        List<Sibling<AssignmentSetting>> said = List.of(assigned(GATEWAY, "A. K., 66", NURSE, AT_13_58));
        AssignmentView view = AssignmentView.of(BED, EffectiveAssignment.of(said), List.of(proposed(proposal)));

        assertThat(view.patients()).extracting(PatientView::label).containsExactly("A. K., 66");
        assertThat(view.seen()).hasSize(2);
        assertThat(ConflictView.of(view)).hasValueSatisfying(open -> {
            assertThat(open.kind()).isEqualTo(ConflictView.Kind.PROPOSAL);
            assertThat(open.siblings()).hasSize(2);
            assertThat(open.seen()).isEqualTo(view.seen());
        });
        assertThat(AssignmentView.of(BED, EffectiveAssignment.of(said), List.of(proposed(proposal.decided(NURSE))))
                        .proposal())
                .isNull();
    }

    @Test
    void aProposalOfWhoLiesThereAlreadyIsNone() {
        Sibling<AssignmentSetting> said = assigned(GATEWAY, "A. K., 66", NURSE, AT_13_58);
        AssignmentProposal same = new AssignmentProposal(
                BED,
                said.value().patient().orElseThrow(),
                "4711",
                true,
                new Author("ADT A01", AssignmentProposal.ROLE, Author.BED),
                AT_13_58,
                true);
        AssignmentView view = AssignmentView.of(BED, EffectiveAssignment.of(List.of(said)), List.of(proposed(same)));

        assertThat(view.proposal()).isNull();
        assertThat(view.seen())
                .as("whoever assigns the bed decides about it too, or it would come up later")
                .contains(proposed(same).id());
    }

    private static Sibling<AssignmentProposal> proposed(AssignmentProposal proposal) {
        return new Sibling<>(new Dot(GATEWAY, 9), HybridTimestamp.of(AT_13_58, 0), proposal);
    }

    @Test
    void aPatientDoesNotEndUpInALog() {
        assertThat(new PatientView("A. K., 66", "born 1960").toString()).doesNotContain("A. K.", "1960");
    }

    // ---- completeness

    @Test
    void totalsAddUp() {
        CompletenessView view = CompletenessView.of(List.of(
                new CompletenessView.Stream("7A/OBS", "s", 1, "ox-01", 1, 10, 7, 2, 1, 3),
                new CompletenessView.Stream("7A/OBS", "s", 1, "ox-02", 1, 5, 5, 0, 0, 0)));

        assertThat(view.totals()).isEqualTo(new CompletenessView.Totals(12, 2, 1, 3));
    }

    private static AlertView view(AlertEpisode episode) {
        return AlertView.of(episode.standing().orElseThrow(), "7a-box-1", OptionalLong.empty());
    }

    private static AlertEpisode raised(long epoch, AlertPriority priority, long at) {
        EpisodeKey key =
                new EpisodeKey(ConditionKey.limit(BED, SPO2, AlertKind.LIMIT_LOW), new EpisodeId(new Dot(GATEWAY, 1)));
        return AlertEpisode.empty(key).plus(new Dot(GATEWAY, 1), raise(key, epoch, priority, at));
    }

    private static AlertFact raise(EpisodeKey key, long epoch, AlertPriority priority, long at) {
        return new AlertFact.Raised(
                key,
                epoch,
                priority,
                at,
                Optional.of(Decimal.of(90)),
                Optional.of(Decimal.of(82)),
                262688,
                false,
                Optional.empty());
    }

    private static Limits limits(String low) {
        return new Limits(
                Optional.of(Decimal.parse(low)),
                Optional.empty(),
                10_000,
                5_000,
                Decimal.of(1),
                AlertPriority.HIGH,
                false,
                true);
    }

    private static Sibling<LimitsSetting> set(Actor actor, String low, Author by, long at) {
        return new Sibling<>(
                new Dot(actor, 1), HybridTimestamp.of(at, 0), new LimitsSetting(BED, SPO2, limits(low), by, at));
    }

    private static Sibling<AssignmentSetting> assigned(Actor actor, String label, Author by, long at) {
        return new Sibling<>(
                new Dot(actor, 1),
                HybridTimestamp.of(at, 0),
                new AssignmentSetting(BED, Optional.of(new Patient(label, "")), by, at));
    }
}
