package io.wardkeep.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.wardkeep.lattice.Actor;
import io.wardkeep.lattice.Bytes;
import io.wardkeep.lattice.CanonicalWriter;
import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.GrowingRanges;
import io.wardkeep.lattice.HybridTimestamp;
import io.wardkeep.lattice.MalformedBytesException;
import io.wardkeep.lattice.Ranges;
import io.wardkeep.lattice.VersionVector;
import io.wardkeep.ward.EpisodeId;
import io.wardkeep.ward.LossReason;
import io.wardkeep.ward.Observation;
import io.wardkeep.ward.Reading;
import io.wardkeep.ward.Validity;
import io.wardkeep.ward.WardId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;

/** The hub's end of a session, with a gateway played by the test, message by message. */
final class SyncSessionTest {

    private static final WardId WARD = new WardId("7A");
    private static final Actor HUB = Actor.of(new UUID(9, 9), 4);
    private static final Actor GATEWAY = Actor.of(new UUID(1, 1), 1);
    private static final Actor OTHER = Actor.of(new UUID(2, 2), 1);
    private static final StreamId DEVICE = new StreamId(new ShardId(WARD, Family.OBS), GATEWAY, 1);
    private static final StreamId ALERTS = StreamId.rows(new ShardId(WARD, Family.ALERT), GATEWAY);

    private final SyncSession session = new SyncSession(
            new SyncIdentity(
                    HUB,
                    5,
                    Role.HUB,
                    "hub",
                    Set.of(WARD),
                    new LostLives.Noted(Ranges.of(HUB.incarnation() - 1, HUB.incarnation() - 1))),
            PeerPolicy.OWN_DOTS_ONLY,
            Optional.of(GATEWAY.site()),
            true);
    private final List<StoreRequest> requests = new ArrayList<>();
    private final List<SyncMessage> said = new ArrayList<>();
    private Optional<SyncEnd> end = Optional.empty();
    private long now = 1_000;

    @Test
    void greetsOnlyOnceItKnowsWhatItHolds() {
        step(new SyncInput.Opened());
        assertThat(said).isEmpty();
        answer(new StoreResult.Contexts(new TreeMap<>()));

        assertThat(said).hasSize(1).first().isInstanceOf(SyncMessage.Hello.class);
    }

    @Test
    void acknowledgesOnlyWhatTheStoreHasMadeDurable() {
        running(Map.of());
        say(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(DEVICE, 1, 3)));
        assertThat(command(StoreCommand.Join.class).delta().covered(DEVICE)).isEqualTo(Ranges.of(1, 3));
        assertThat(said).noneMatch(SyncMessage.Acknowledgement.class::isInstance);
        answer(new StoreResult.Joined(observations(DEVICE, 1, 3)));

        assertThat(said).contains(new SyncMessage.Acknowledgement(1, new TreeMap<>(Map.of(DEVICE, Ranges.of(1, 3)))));
    }

    @Test
    void aFailedStoreEndsTheSessionWithoutAnAcknowledgement() {
        running(Map.of());
        say(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(DEVICE, 1, 3)));
        answer(new StoreResult.Failed("disk full"));

        assertThat(said).noneMatch(SyncMessage.Acknowledgement.class::isInstance);
        assertEnded(EndReason.STORE_FAILED);
    }

    @Test
    void asksForExactlyWhatIsMissingNewestFirst() {
        running(Map.of(DEVICE, new Holding(Ranges.of(1, 10), Ranges.EMPTY)));
        say(context(DEVICE, Ranges.of(1, 100)));

        assertThat(wants()).extracting(SyncMessage.Want::lane).containsExactly(Lane.VITALS, Lane.BACKLOG);
        assertThat(wants()).extracting(SyncMessage.Want::ranges).containsExactly(Ranges.of(69, 100), Ranges.of(11, 68));
    }

    @Test
    void asksForAlertsBeforeEverythingElse() {
        running(Map.of());
        say(new SyncMessage.Context(new TreeMap<>(Map.of(
                DEVICE, new Holding(Ranges.of(1, 100), Ranges.EMPTY),
                ALERTS, new Holding(Ranges.of(1, 2), Ranges.EMPTY)))));

        assertThat(wants().getFirst().lane()).isEqualTo(Lane.ALERT);
    }

    @Test
    void doesNotAskAgainForWhatIsOnItsWayOrCannotBeHad() {
        running(Map.of());
        say(context(ALERTS, Ranges.of(1, 5)));
        assertThat(wants()).hasSize(1);
        say(new SyncMessage.Data(1, wants().getFirst().request(), true, Lane.ALERT, Delta.EMPTY));
        tick(1_000);

        assertThat(wants()).hasSize(1);
    }

    @Test
    void asksForDataWhereItHasALossAndThePeerDoesNot() {
        running(Map.of(DEVICE, new Holding(Ranges.of(1, 10), Ranges.of(4, 6))));
        say(context(DEVICE, Ranges.of(1, 10)));

        assertThat(wants()).extracting(SyncMessage.Want::ranges).containsExactly(Ranges.of(4, 6));
    }

    @Test
    void servesAnAlertBeforeTheBacklogThatWaits() {
        StreamId hubAlerts = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        running(Map.of(hubAlerts, new Holding(Ranges.of(1, 9), Ranges.EMPTY)));
        for (int request = 1; request <= 4; request++) {
            say(new SyncMessage.Want(request, Lane.BACKLOG, DEVICE, Ranges.of(request, request), 1_000));
        }
        say(new SyncMessage.Want(5, Lane.ALERT, hubAlerts, Ranges.of(1, 9), 1_000));
        assertThat(scans()).hasSize(2);
        answer(new StoreResult.Scanned(Delta.EMPTY));

        assertThat(scans().getLast().stream()).isEqualTo(hubAlerts);
    }

    @Test
    void pushesWhatBecomesDurableOnce() {
        running(Map.of());
        StreamId hubAlerts = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        Delta delta = rows(row(hubAlerts, 1));
        step(new SyncInput.Durable(delta));
        step(new SyncInput.Durable(delta));
        tick(1_000);

        assertThat(said).filteredOn(SyncMessage.Data.class::isInstance).hasSize(1);
        assertThat(said).noneMatch(SyncMessage.Context.class::isInstance);
    }

    @Test
    void doesNotAnswerAgainWithWhatItHasPushedSinceItWasAsked() {
        running(Map.of());
        StreamId hubAlerts = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        Row newer = row(hubAlerts, 2);
        step(new SyncInput.Durable(rows(newer)));
        say(new SyncMessage.Want(1, Lane.ALERT, hubAlerts, Ranges.of(1, 2), 1_000));
        answer(new StoreResult.Scanned(Delta.ofRows(hubAlerts, List.of(row(hubAlerts, 1), newer), Ranges.of(1, 2))));

        assertThat(said)
                .filteredOn(SyncMessage.Data.class::isInstance)
                .map(SyncMessage.Data.class::cast)
                .extracting(data -> data.delta().covered(hubAlerts))
                .containsExactly(Ranges.of(2, 2), Ranges.of(1, 1));
    }

    @Test
    void doesNotAnswerAgainWithALossThatItHasPushedSinceItWasAsked() {
        running(Map.of());
        StreamId others = new StreamId(DEVICE.shard(), OTHER, 1);
        Lost loss = new Lost(others, 1, 2, LossReason.OVERLOAD, 5);
        Delta pushed = new Delta(List.of(), List.of(), List.of(loss), Map.of(others, Ranges.of(1, 2)));
        Delta data = observations(others, 3, 1);
        step(new SyncInput.Durable(pushed));
        say(new SyncMessage.Want(1, Lane.BACKLOG, others, Ranges.of(1, 3), 1_000));
        answer(new StoreResult.Scanned(
                new Delta(List.of(), data.blocks(), List.of(loss), Map.of(others, Ranges.of(1, 3)))));

        assertThat(said)
                .filteredOn(SyncMessage.Data.class::isInstance)
                .map(SyncMessage.Data.class::cast)
                .extracting(sent -> sent.delta().covered(others))
                .containsExactly(Ranges.of(1, 2), Ranges.of(3, 3));
    }

    @Test
    void answersWithDataWhereThePeerHoldsALoss() {
        StreamId others = new StreamId(DEVICE.shard(), OTHER, 1);
        running(Map.of(others, new Holding(Ranges.of(1, 2), Ranges.EMPTY)));
        say(new SyncMessage.Context(new TreeMap<>(Map.of(others, new Holding(Ranges.of(1, 2), Ranges.of(1, 2))))));
        say(new SyncMessage.Want(1, Lane.BACKLOG, others, Ranges.of(1, 2), 1_000));

        assertThat(scans())
                .singleElement()
                .satisfies(scan -> assertThat(scan.wanted()).isEqualTo(Ranges.of(1, 2)));
    }

    @Test
    void endsWhenThePeerIsSilent() {
        running(Map.of());
        tick(SyncSession.SILENT_MILLIS);

        assertEnded(EndReason.SILENT);
    }

    @Test
    void aPeerThatKnowsMoreOfUsThanWeDoMeansThatWeWereRestored() {
        StreamId own = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        running(Map.of(own, new Holding(Ranges.of(1, 9), Ranges.EMPTY)));
        say(context(own, Ranges.of(1, 12)));
        assertThat(end).isEmpty();
        answer(new StoreResult.Contexts(new TreeMap<>(Map.of(own, new Holding(Ranges.of(1, 9), Ranges.EMPTY)))));

        assertEnded(EndReason.IDENTITY_REGRESSED);
        assertThat(end.orElseThrow().incarnationMax()).isEqualTo(4);
    }

    @Test
    void newsOfOurOwnThatWasUnderWayIsNoRestore() {
        StreamId own = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        running(Map.of(own, new Holding(Ranges.of(1, 9), Ranges.EMPTY)));
        say(context(own, Ranges.of(1, 12)));
        answer(new StoreResult.Contexts(new TreeMap<>(Map.of(own, new Holding(Ranges.of(1, 12), Ranges.EMPTY)))));

        assertThat(end).isEmpty();
    }

    @Test
    void tellsThePeerWhereItKnowsThePeersChain() {
        step(new SyncInput.Opened());
        answer(known(DEVICE, 9, 77));
        say(hello(GATEWAY, 1, 1));

        assertThat(said.getLast()).isEqualTo(new SyncMessage.Heads(List.of(new ChainHead(DEVICE, 9, 77))));
        assertThat(session.phase()).isEqualTo(SyncPhase.GREETING);
    }

    @Test
    void saysNothingOfChainsThatThePeerHasInTheSameWay() {
        step(new SyncInput.Opened());
        answer(known(DEVICE, 9, 77));
        SyncMessage.Hello own = (SyncMessage.Hello) said.getFirst();
        say(new SyncMessage.Hello(1, 1, Role.GATEWAY, GATEWAY, 1, "box", new TreeSet<>(Set.of(WARD)), own.hashes(), 0));

        assertThat(said.getLast()).isEqualTo(new SyncMessage.Heads(List.of()));
    }

    @Test
    void exchangesNothingBeforeItHasCompared() {
        StreamId own = greetedWithAHeadOfOurs();
        say(context(ALERTS, Ranges.of(1, 5)));
        assertThat(wants()).isEmpty();
        assertThat(command(StoreCommand.Compare.class).heads()).containsExactly(new ChainHead(own, 9, 5));
        answer(new StoreResult.Compared(List.of(ChainVerdict.SAME)));

        assertThat(session.phase()).isEqualTo(SyncPhase.RUNNING);
        assertThat(wants()).hasSize(1);
    }

    @Test
    void anotherHistoryUnderOurNameEndsItBeforeAnythingIsSaid() {
        greetedWithAHeadOfOurs();
        said.clear();
        answer(new StoreResult.Compared(List.of(ChainVerdict.DIFFERENT)));

        assertEnded(EndReason.FORKED);
        assertThat(said).hasSize(1);
        assertThat(end.orElseThrow().incarnationMax()).isEqualTo(4);
    }

    @Test
    void aHeadBeyondOursMeansThatWeWereRestored() {
        greetedWithAHeadOfOurs();
        answer(new StoreResult.Compared(List.of(ChainVerdict.BEYOND)));

        assertEnded(EndReason.IDENTITY_REGRESSED);
        assertThat(end.orElseThrow().incarnationMax()).isEqualTo(4);
    }

    @Test
    void anotherHistoryUnderAPeersNameEndsIt() {
        knowsOfThePeer(3, 77);
        hostile(
                new SyncMessage.Data(
                        1, 0, true, Lane.LIVE, observations(DEVICE, 1, 3).withHeads(Map.of(DEVICE, 78L))),
                EndReason.FORKED);
    }

    @Test
    void rejectsEntriesThatDoNotLeadWhereTheirChainSays() {
        Delta honest = observations(DEVICE, 4, 3);
        long right = Chain.after(77, 4, read(honest));
        knowsOfThePeer(3, 77);
        say(new SyncMessage.Data(1, 0, true, Lane.LIVE, honest.withHeads(Map.of(DEVICE, right))));
        assertThat(end).isEmpty();
        hostile(new SyncMessage.Data(
                2, 0, true, Lane.LIVE, observations(DEVICE, 7, 3).withHeads(Map.of(DEVICE, right))));
    }

    @Test
    void rejectsAChainHeadOfAnotherSite() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        say(hello(GATEWAY, 1, 1));
        hostile(new SyncMessage.Heads(List.of(new ChainHead(ALERTS, 9, 5))));
    }

    private StreamId greetedWithAHeadOfOurs() {
        StreamId own = StreamId.rows(new ShardId(WARD, Family.ALERT), HUB);
        step(new SyncInput.Opened());
        answer(known(own, 12, 6));
        say(hello(GATEWAY, 1, 1));
        say(new SyncMessage.Heads(List.of(new ChainHead(own, 9, 5))));
        return own;
    }

    private void knowsOfThePeer(long seq, long hash) {
        step(new SyncInput.Opened());
        answer(known(DEVICE, seq, hash));
        say(hello(GATEWAY, 1, 1));
        say(new SyncMessage.Heads(List.of()));
        said.clear();
    }

    private static StoreResult known(StreamId stream, long seq, long hash) {
        return new StoreResult.Contexts(
                new TreeMap<>(Map.of(stream, new Holding(Ranges.of(1, seq), Ranges.EMPTY))),
                new TreeMap<>(Map.of(stream, new ChainHead(stream, seq, hash))));
    }

    private static List<Reading> read(Delta delta) {
        try {
            return Blocks.readings(delta.blocks().getFirst());
        } catch (MalformedBytesException own) {
            throw new AssertionError(own);
        }
    }

    @Test
    void takesBackWhatItWroteBeforeItWasRestored() {
        Actor before = Actor.of(HUB.site(), HUB.incarnation() - 1);
        StreamId lost = StreamId.rows(new ShardId(WARD, Family.ALERT), before);
        running(Map.of());
        say(context(lost, Ranges.of(1, 1)));
        assertThat(wants()).extracting(SyncMessage.Want::stream).containsExactly(lost);
        say(new SyncMessage.Data(1, wants().getFirst().request(), true, Lane.ALERT, rows(row(lost, 1))));

        assertThat(command(StoreCommand.Join.class).delta().covered(lost)).isEqualTo(Ranges.of(1, 1));
    }

    @Test
    void rejectsDotsOfItsOwnPresentLife() {
        hostile(new SyncMessage.Data(
                1, 0, true, Lane.ALERT, rows(row(StreamId.rows(new ShardId(WARD, Family.ALERT), HUB), 1))));
    }

    @Test
    void rejectsDotsOfALifeThatIsNotKnownToBeCutShort() {
        StreamId earlier = StreamId.rows(ALERTS.shard(), Actor.of(HUB.site(), HUB.incarnation() - 2));
        running(Map.of());
        hostile(new SyncMessage.Data(
                1, 0, true, Lane.ALERT, new Delta(List.of(), List.of(), List.of(), Map.of(earlier, Ranges.of(1, 1)))));
    }

    @Test
    void aContextThatShrinksTakesNothingBack() {
        running(Map.of());
        say(context(DEVICE, Ranges.of(1, 20)));
        say(context(DEVICE, Ranges.of(1, 5)));

        assertThat(session.peerHoldings().orElseThrow())
                .containsEntry(DEVICE, new Holding(Ranges.of(1, 20), Ranges.EMPTY));
        assertThat(end).isEmpty();
    }

    @Test
    void rejectsAFactThatSupersedesAnother() {
        running(Map.of());
        Row lie = row(ALERTS, 1, "key", VersionVector.EMPTY.plus(new Dot(OTHER, 9)));
        hostile(new SyncMessage.Data(1, 0, true, Lane.ALERT, rows(lie)));
    }

    @Test
    void rejectsAFactOfTheAuditThatSupersedesAnother() {
        running(Map.of());
        StreamId audit = StreamId.rows(new ShardId(WARD, Family.AUDIT), GATEWAY);
        hostile(new SyncMessage.Data(
                1, 0, true, Lane.LIVE, rows(row(audit, 2, "key", VersionVector.EMPTY.plus(new Dot(GATEWAY, 1))))));
    }

    @Test
    void rejectsFactsThatAreSaidToBeGone() {
        running(Map.of());
        hostile(new SyncMessage.Data(
                1,
                0,
                true,
                Lane.ALERT,
                new Delta(List.of(row(ALERTS, 2)), List.of(), List.of(), Map.of(ALERTS, Ranges.of(1, 3)))));
    }

    @Test
    void rejectsAGatewaysWordAboutAnAlertOfAnotherBox() {
        running(Map.of());
        String theirs = "7A-01/ox-1/150456/LIMIT_LOW/" + new EpisodeId(new Dot(OTHER, 5));
        hostile(new SyncMessage.Data(1, 0, true, Lane.ALERT, rows(row(ALERTS, 1, theirs, VersionVector.EMPTY))));
    }

    @Test
    void takesAGatewaysWordAboutItsOwnAlert() {
        running(Map.of());
        String own = "7A-01/ox-1/150456/LIMIT_LOW/" + new EpisodeId(new Dot(GATEWAY, 1));
        say(new SyncMessage.Data(1, 0, true, Lane.ALERT, rows(row(ALERTS, 1, own, VersionVector.EMPTY))));

        assertThat(command(StoreCommand.Join.class).delta().rows()).hasSize(1);
        assertThat(end).isEmpty();
    }

    @Test
    void aRowThatHasSeenMoreOfThisLifeThanWasWrittenTellsOfARestore() {
        StreamId own = StreamId.rows(new ShardId(WARD, Family.CONFIG), HUB);
        StreamId theirs = StreamId.rows(own.shard(), GATEWAY);
        running(Map.of(own, new Holding(Ranges.of(1, 4), Ranges.EMPTY)));
        say(settingThatHasSeen(theirs, 1, new Dot(HUB, 4)));
        assertThat(requests).noneMatch(request -> request.command() instanceof StoreCommand.Contexts);
        say(settingThatHasSeen(theirs, 2, new Dot(HUB, 5)));
        StoreRequest asked = requests.stream()
                .filter(request -> request.command() instanceof StoreCommand.Contexts)
                .findFirst()
                .orElseThrow();
        step(new SyncInput.Stored(
                asked.number(),
                new StoreResult.Contexts(new TreeMap<>(Map.of(own, new Holding(Ranges.of(1, 4), Ranges.EMPTY))))));

        assertEnded(EndReason.IDENTITY_REGRESSED);
        assertThat(end.orElseThrow().incarnationMax()).isEqualTo(HUB.incarnation());
    }

    private static SyncMessage settingThatHasSeen(StreamId stream, long seq, Dot seen) {
        return new SyncMessage.Data(
                seq, 0, true, Lane.CONFIG, rows(row(stream, seq, "key", VersionVector.EMPTY.plus(seen))));
    }

    @Test
    void aLifeThatCannotHaveBeenIsNotBelieved() {
        running(Map.of());
        Actor impossible = Actor.of(HUB.site(), -1);
        hostile(context(StreamId.rows(ALERTS.shard(), impossible), Ranges.of(1, 1)));
    }

    @Test
    void aHubThatSendsAGatewayItsPresentLifeIsRefused() {
        SyncOutcome outcome = gatewayHears(1, new StoreResult.Contexts(new TreeMap<>()), rows(row(ALERTS, 1)));

        assertThat(outcome.end()).map(SyncEnd::reason).contains(EndReason.VIOLATION);
        assertThat(outcome.requests()).isEmpty();
    }

    @Test
    void anEarlierLifeThatComesBackWithAnotherBeginningWasForked() {
        SyncOutcome outcome =
                gatewayHears(2, known(DEVICE, 3, 77), observations(DEVICE, 4, 3).withHeads(Map.of(DEVICE, 5L)));

        assertThat(outcome.end()).hasValueSatisfying(found -> {
            assertThat(found.reason()).isEqualTo(EndReason.FORKED);
            assertThat(found.incarnationMax()).isEqualTo(DEVICE.actor().incarnation());
        });
        assertThat(outcome.requests()).isEmpty();
    }

    /** A gateway in one of its lives holds something and hears something of its site from the hub. */
    private SyncOutcome gatewayHears(int incarnation, StoreResult held, Delta delta) {
        SyncSession gateway = new SyncSession(
                new SyncIdentity(
                        Actor.of(GATEWAY.site(), incarnation),
                        5,
                        Role.GATEWAY,
                        "box",
                        Set.of(WARD),
                        new LostLives.Earlier(incarnation)),
                PeerPolicy.RELAY,
                Optional.empty(),
                true);
        SyncTime time = new SyncTime(now, now);
        gateway.step(new SyncInput.Opened(), time);
        gateway.step(new SyncInput.Stored(1, held), time);
        gateway.step(
                new SyncInput.Received(SyncCodec.encode(new SyncMessage.Hello(
                        1, 1, Role.HUB, HUB, 1, "hub", new TreeSet<>(Set.of(WARD)), new TreeMap<>(), 0))),
                time);
        gateway.step(new SyncInput.Received(SyncCodec.encode(new SyncMessage.Heads(List.of()))), time);
        return gateway.step(
                new SyncInput.Received(
                        SyncCodec.encode(new SyncMessage.Data(1, 0, true, Lane.of(onlyStream(delta)), delta))),
                time);
    }

    private static StreamId onlyStream(Delta delta) {
        return delta.covered().keySet().iterator().next();
    }

    @Test
    void rejectsAnotherSitesDots() {
        running(Map.of());
        StreamId foreign = new StreamId(DEVICE.shard(), OTHER, 1);
        hostile(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(foreign, 1, 3)));
    }

    @Test
    void rejectsAWardThatIsNotShared() {
        running(Map.of());
        StreamId elsewhere = new StreamId(new ShardId(new WardId("8B"), Family.OBS), GATEWAY, 1);
        hostile(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(elsewhere, 1, 3)));
    }

    @Test
    void rejectsAClaimToCoverReadingsThatItDoesNotBring() {
        running(Map.of());
        Delta honest = observations(DEVICE, 1, 3);
        hostile(new SyncMessage.Data(
                1,
                0,
                true,
                Lane.LIVE,
                new Delta(List.of(), honest.blocks(), List.of(), Map.of(DEVICE, Ranges.of(1, 9)))));
    }

    @Test
    void rejectsABlockThatHoldsOtherThanItSays() {
        running(Map.of());
        Bytes body = observations(DEVICE, 1, 3).blocks().getFirst().body();
        hostile(new SyncMessage.Data(
                1,
                0,
                true,
                Lane.LIVE,
                new Delta(
                        List.of(),
                        List.of(new ObservationBlock(DEVICE, 1, 5, body)),
                        List.of(),
                        Map.of(DEVICE, Ranges.of(1, 5)))));
    }

    /** What a hub says that was not updated before its gateways: nothing is joined, so nothing is lost. */
    @Test
    void aBodyOfALaterCodecEndsItByItsNumber() {
        running(Map.of());
        byte[] body = observations(DEVICE, 1, 3).blocks().getFirst().body().toArray();
        body[0] = 9;
        hostile(new SyncMessage.Data(
                1,
                0,
                true,
                Lane.LIVE,
                new Delta(
                        List.of(),
                        List.of(new ObservationBlock(DEVICE, 1, 3, Bytes.adopt(body))),
                        List.of(),
                        Map.of(DEVICE, Ranges.of(1, 3)))));

        assertThat(end.orElseThrow().detail()).contains("unknown segment version 9");
        assertThat(said).noneMatch(SyncMessage.Acknowledgement.class::isInstance);
    }

    @Test
    void rejectsARowOutsideOfWhatIsCovered() {
        running(Map.of());
        hostile(new SyncMessage.Data(
                1,
                0,
                true,
                Lane.ALERT,
                new Delta(List.of(row(ALERTS, 7)), List.of(), List.of(), Map.of(ALERTS, Ranges.of(1, 6)))));
    }

    @Test
    void rejectsAnAnswerToNoRequest() {
        running(Map.of());
        hostile(new SyncMessage.Data(1, 77, true, Lane.LIVE, observations(DEVICE, 1, 3)));
    }

    @Test
    void rejectsAFalseAcknowledgement() {
        running(Map.of());
        hostile(new SyncMessage.Acknowledgement(1, new TreeMap<>(Map.of(DEVICE, Ranges.of(1, 3)))));
    }

    @Test
    void rejectsAPeerThatIsNotWhoItsCertificateSays() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        say(hello(OTHER, 1, 1));

        assertEnded(EndReason.VIOLATION);
    }

    @Test
    void rejectsDataBeforeTheGreeting() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        hostile(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(DEVICE, 1, 3)));
    }

    @Test
    void rejectsBytesThatAreNoFrame() {
        running(Map.of());
        step(new SyncInput.Received(Bytes.copyOf(new byte[100])));

        assertEnded(EndReason.MALFORMED);
    }

    @Test
    void refusesAPeerOfAnotherVersion() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        say(hello(GATEWAY, SyncCodec.VERSION + 1, SyncCodec.VERSION + 1));

        assertEnded(EndReason.VERSION);
    }

    @Test
    void aWrongChecksumEndsItAndNothingIsJoined() {
        running(Map.of());
        byte[] frame = SyncCodec.encode(new SyncMessage.Data(1, 0, true, Lane.LIVE, observations(DEVICE, 1, 3)))
                .toArray();
        frame[frame.length - 1] ^= 1;
        step(new SyncInput.Received(Bytes.adopt(frame)));

        assertEnded(EndReason.MALFORMED);
        assertThat(requests).noneMatch(request -> request.command() instanceof StoreCommand.Join);
    }

    @Test
    void rangesThatRunBackwardsEndIt() {
        running(Map.of());
        CanonicalWriter body =
                new CanonicalWriter().octet('W').octet('K').octet(1).octet(2).unsigned(1);
        DeltaCodec.writeStream(body, DEVICE);
        // The second range would begin before the first one ends.
        body.unsigned(2).unsigned(10).unsigned(5).unsigned(-9).unsigned(1).unsigned(0);
        CRC32C check = new CRC32C();
        check.update(body.toBytes().toArray());
        step(new SyncInput.Received(body.fixed32((int) check.getValue()).toBytes()));

        assertEnded(EndReason.MALFORMED);
    }

    @Test
    void endlesslyManyStreamsEndIt() {
        running(Map.of());
        int device = 1;
        for (int frame = 0; frame < 8 && end.isEmpty(); frame++) {
            TreeMap<StreamId, Holding> some = new TreeMap<>();
            for (int count = 0; count < 10_000; count++) {
                some.put(new StreamId(DEVICE.shard(), GATEWAY, device++), new Holding(Ranges.of(1, 1), Ranges.EMPTY));
            }
            say(new SyncMessage.Context(some));
        }

        assertEnded(EndReason.VIOLATION);
        assertThat(device).isGreaterThan(Tracks.STREAMS_MAX);
    }

    @Test
    void aGatewayThatSaysItIsAHubIsNotBelieved() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        say(new SyncMessage.Hello(1, 1, Role.HUB, GATEWAY, 1, "box", new TreeSet<>(Set.of(WARD)), new TreeMap<>(), 0));

        assertEnded(EndReason.VIOLATION);
    }

    @Test
    void whatIsToldAsLostWhereDataWereToldIsNotAskedForAgain() {
        running(Map.of());
        say(context(DEVICE, Ranges.of(1, 5)));
        Delta gone = new Delta(
                List.of(),
                List.of(),
                List.of(new Lost(DEVICE, 1, 5, LossReason.RETENTION, 0)),
                Map.of(DEVICE, Ranges.of(1, 5)));
        say(new SyncMessage.Data(1, wants().getFirst().request(), true, Lane.VITALS, gone));
        answer(new StoreResult.Joined(gone));
        tick(1_000);

        assertThat(wants()).hasSize(1);
        assertThat(session.status(new SyncTime(now, now)).inStep()).isTrue();
    }

    @Test
    void whatAPeerHoldsIsKnownOnlyOnceItHasToldAllOfIt() {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>()));
        say(new SyncMessage.Hello(
                1,
                1,
                Role.GATEWAY,
                GATEWAY,
                1,
                "box",
                new TreeSet<>(Set.of(WARD)),
                new TreeMap<>(Map.of(DEVICE.shard(), 5L)),
                0));
        say(new SyncMessage.Heads(List.of()));
        say(new SyncMessage.Ping(1));
        say(context(DEVICE, Ranges.of(1, 5)));
        assertThat(session.peerHoldings()).isEmpty();

        say(context(ALERTS, Ranges.of(1, 2)));
        say(new SyncMessage.Ping(2));
        assertThat(session.peerHoldings()).map(Map::keySet).contains(Set.of(DEVICE, ALERTS));
    }

    @Test
    void moreRangesThanAnyStreamHasEndIt() {
        running(Map.of());
        for (int frame = 0; frame < 300 && end.isEmpty(); frame++) {
            GrowingRanges many = new GrowingRanges();
            for (long seq = 0; seq < 8_000; seq++) {
                many.add(2 * seq + 1, 2 * seq + 1);
            }
            say(context(new StreamId(DEVICE.shard(), GATEWAY, frame + 1), many.toRanges()));
        }

        assertEnded(EndReason.VIOLATION);
    }

    @Test
    void asksForManyRangesAsTheSpanThatTheyLieInAndTakesOnlyThem() {
        Ranges held = Ranges.of(1, 10).plus(21, 30).plus(41, 50).plus(61, 200);
        running(Map.of(DEVICE, new Holding(held, Ranges.EMPTY)));
        say(context(DEVICE, Ranges.of(1, 200)));

        assertThat(wants()).extracting(SyncMessage.Want::ranges).containsExactly(Ranges.of(11, 60));
    }

    private void hostile(SyncMessage message) {
        hostile(message, EndReason.VIOLATION);
    }

    private void hostile(SyncMessage message, EndReason reason) {
        long joins = requests.stream()
                .filter(request -> request.command() instanceof StoreCommand.Join)
                .count();
        say(message);

        assertEnded(reason);
        assertThat(requests)
                .filteredOn(request -> request.command() instanceof StoreCommand.Join)
                .hasSize((int) joins);
    }

    private void assertEnded(EndReason reason) {
        assertThat(end).map(SyncEnd::reason).contains(reason);
        assertThat(said.getLast()).isInstanceOf(SyncMessage.Bye.class);
        assertThat(session.phase()).isEqualTo(SyncPhase.ENDED);
    }

    private void running(Map<StreamId, Holding> held) {
        step(new SyncInput.Opened());
        answer(new StoreResult.Contexts(new TreeMap<>(held)));
        say(hello(GATEWAY, 1, 1));
        say(new SyncMessage.Heads(List.of()));
        assertThat(session.phase()).isEqualTo(SyncPhase.RUNNING);
        said.clear();
    }

    private static SyncMessage.Hello hello(Actor actor, int versionMin, int versionMax) {
        return new SyncMessage.Hello(
                versionMin, versionMax, Role.GATEWAY, actor, 1, "box", new TreeSet<>(Set.of(WARD)), new TreeMap<>(), 0);
    }

    private static SyncMessage.Context context(StreamId stream, Ranges seen) {
        return new SyncMessage.Context(new TreeMap<>(Map.of(stream, new Holding(seen, Ranges.EMPTY))));
    }

    private void say(SyncMessage message) {
        step(new SyncInput.Received(SyncCodec.encode(message)));
    }

    private void tick(long millis) {
        now += millis;
        step(new SyncInput.Ticked());
    }

    private void answer(StoreResult result) {
        StoreRequest oldest = requests.removeFirst();
        step(new SyncInput.Stored(oldest.number(), result));
    }

    private void step(SyncInput input) {
        SyncOutcome outcome = session.step(input, new SyncTime(now, now));
        requests.addAll(outcome.requests());
        for (Bytes frame : outcome.frames()) {
            try {
                said.add(SyncCodec.decode(frame));
            } catch (MalformedBytesException own) {
                throw new AssertionError(own);
            }
        }
        end = end.or(outcome::end);
    }

    private <T extends StoreCommand> T command(Class<T> type) {
        return requests.stream()
                .map(StoreRequest::command)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow();
    }

    private List<SyncMessage.Want> wants() {
        return said.stream()
                .filter(SyncMessage.Want.class::isInstance)
                .map(SyncMessage.Want.class::cast)
                .toList();
    }

    private List<StoreCommand.Scan> scans() {
        return requests.stream()
                .map(StoreRequest::command)
                .filter(StoreCommand.Scan.class::isInstance)
                .map(StoreCommand.Scan.class::cast)
                .toList();
    }

    private static Delta observations(StreamId stream, long first, int count) {
        List<Observation> readings = new ArrayList<>();
        for (int index = 0; index < count; index++) {
            readings.add(new Observation(150456, 90 + index, 0, 262688, Validity.VALID, index, index));
        }
        return new Delta(
                List.of(),
                List.of(Blocks.of(stream, first, readings)),
                List.of(),
                Map.of(stream, Ranges.of(first, first + count - 1)));
    }

    private static Row row(StreamId stream, long seq) {
        return row(stream, seq, "key", VersionVector.EMPTY);
    }

    private static Row row(StreamId stream, long seq, String key, VersionVector supersedes) {
        return new Row(
                stream.shard(),
                key,
                new Dot(stream.actor(), seq),
                supersedes,
                HybridTimestamp.of(1, 0),
                1,
                Bytes.EMPTY);
    }

    private static Delta rows(Row row) {
        return new Delta(
                List.of(row),
                List.of(),
                List.of(),
                Map.of(row.stream(), Ranges.of(row.dot().seq(), row.dot().seq())));
    }
}
