package io.wardkeep.demo;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import tools.jackson.databind.JsonNode;

/**
 * What happens, told a line a second: devices run; a patient's saturation falls and an alert sounds; one ward's cable
 * to the hub is pulled; the ward goes on, acknowledges and changes a limit while the hub changes the same limit; the
 * cable is back and the two sides agree.
 */
final class Story {

    /**
     * What happens at the bedside, by seconds after the devices were plugged in; the first ward is the one that is cut
     * off.
     */
    static final List<String> SCRIPTS = List.of("""
            22s #2 desaturation to=82 over=4s for=45s
            52s #6 desaturation to=84 over=4s for=20s
            """, """
            30s #4 probe-off for=15s
            """);

    private static final List<String> PATIENTS = List.of(
            "J. R. 71",
            "A. K. 66",
            "M. S. 54",
            "P. D. 80",
            "T. V. 45",
            "L. B. 77",
            "R. O. 62",
            "S. N. 59",
            "E. G. 83",
            "K. H. 38",
            "W. F. 69",
            "D. M. 74",
            "H. I. 65");
    private static final Duration SETTLING_MAX = Duration.ofSeconds(60);
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final List<String> ACTIVE = List.of("ACTIVE_UNACK", "ACTIVE_ACK", "LATCHED");

    private final DemoPlan plan;
    private final Stage stage;
    private final Partition partition;
    private final PageClient hub;
    private final List<PageClient> wards;
    private final HubRecord record;
    private final LongSupplier nanos = System::nanoTime;
    private int conflictsShown;

    Story(DemoPlan plan, Stage stage) throws IOException {
        this.plan = plan;
        this.stage = stage;
        this.partition = new Partition(plan, stage);
        this.hub = partition.physician();
        this.record = new HubRecord(plan.directory().resolve("hub"));
        this.wards = List.of(partition.nurse(), new PageClient(plan.page(1)));
    }

    /** Waits for the first live tile, at a ward's own page: nobody needs the hub for that. */
    static void awaitFirstTile(DemoPlan plan) throws IOException, InterruptedException {
        PageClient page = new PageClient(plan.page(0));
        awaitTiles(page, 1, plan);
        say("first live tile %.1f s after the start, on the ward page %s".formatted(sinceStart(), plan.page(0)));
    }

    private static double sinceStart() {
        return (System.currentTimeMillis()
                        - ManagementFactory.getRuntimeMXBean().getStartTime())
                / 1e3;
    }

    /** Plays the story to its end and judges it. */
    Verdict tell(boolean destroySegment) throws IOException, InterruptedException {
        awaitTiles(hub, DemoPlan.BEDS_PER_WARD * DemoPlan.WARDS.size(), plan);
        say("every tile is live on the console %.1f s after the start".formatted(sinceStart()));
        introduce();
        admitPatients();
        partition.setLow(hub, "90");
        long start = nanos.getAsLong();
        boolean cutPlanned = plan.offline().isPositive();
        long lasting = plan.lasting().isPositive() ? plan.lasting().toSeconds() : Long.MAX_VALUE;
        long cutAt = plan.lasting().isPositive()
                ? Math.max(15, (lasting - plan.offline().toSeconds()) / 2)
                : 30;
        for (long second = 0; second < lasting; second++) {
            if (cutPlanned && second == cutAt) {
                stage.link(0).cut();
                say("--- the cable between ward 7A and the hub is pulled for "
                        + plan.offline().toSeconds() + " s");
            }
            if (cutPlanned && second == cutAt + Math.min(5, plan.offline().toSeconds() / 2)) {
                actOnBothSides();
            }
            if (cutPlanned && second == cutAt + plan.offline().toSeconds()) {
                stage.link(0).restore();
                say("--- the cable is back");
            }
            if (cutPlanned && second > cutAt + plan.offline().toSeconds()) {
                conflictsShown = Math.max(
                        conflictsShown,
                        hub.get("api/v1/conflicts").get("conflicts").size());
            }
            say(pulse());
            Thread.sleep(Math.max(1, start / 1_000_000 + (second + 1) * 1000 - nanos.getAsLong() / 1_000_000));
        }
        stage.stopDevices();
        settle();
        if (destroySegment) {
            say("--- negative control: " + record.destroyOneBlock());
        }
        return verdict(cutPlanned);
    }

    /** Names such as a ward board shows; nobody's own. */
    private void admitPatients() throws IOException {
        for (int bed = 1; bed <= DemoPlan.BEDS_PER_WARD; bed++) {
            for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
                String patient = PATIENTS.get((2 * bed + 5 * ward) % PATIENTS.size());
                hub.put(
                        "api/v1/beds/%s-%02d/assignment".formatted(DemoPlan.WARDS.get(ward), bed),
                        Map.of("patient", Map.of("label", patient, "detail", ""), "seen", List.of()));
            }
        }
    }

    private void introduce() {
        say("console    " + plan.console());
        for (int ward = 0; ward < DemoPlan.WARDS.size(); ward++) {
            say("ward page  " + plan.page(ward) + "   ward " + DemoPlan.WARDS.get(ward));
        }
        for (Stage.Login login : stage.logins()) {
            say("login      " + login.user() + " / " + login.password() + "   (" + login.name() + ", " + login.role()
                    + ")");
        }
    }

    private static void awaitTiles(PageClient page, int expected, DemoPlan plan)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + SETTLING_MAX.toNanos();
        while (liveTiles(page) < expected) {
            if (System.nanoTime() > end) {
                throw new IOException("after " + SETTLING_MAX.toSeconds() + " s only " + liveTiles(page) + " of "
                        + expected + " tiles are live; the logs are in " + plan.directory());
            }
            Thread.sleep(50);
        }
    }

    private static long liveTiles(PageClient page) throws IOException {
        return page.get("api/v1/beds")
                .get("beds")
                .valueStream()
                .filter(bed -> bed.get("link").asString().equals("LIVE"))
                .filter(bed -> bed.get("vitals")
                        .valueStream()
                        .anyMatch(vital -> !vital.get("value").isNull()))
                .count();
    }

    /** A nurse at the bed and a physician at the hub decide at the same time, and neither can see the other. */
    private void actOnBothSides() throws IOException {
        for (JsonNode alert : wards.getFirst().get("api/v1/alerts").get("alerts")) {
            if (alert.get("state").asString().equals("ACTIVE_UNACK")) {
                wards.getFirst()
                        .post(
                                "api/v1/alerts/" + alert.get("episode").asString() + "/acknowledge",
                                Map.of("epoch", alert.get("epoch").asInt()));
                say("at the bed: J. Lindqvist acknowledges " + alert.get("text").asString() + " at "
                        + alert.get("bed").asString(""));
            }
        }
        partition.setLow(wards.getFirst(), "88");
        say("at the bed: J. Lindqvist sets " + Partition.BED + " SpO2 low to 88");
        partition.setLow(hub, "92");
        say("at the hub: Dr. Amari sets " + Partition.BED + " SpO2 low to 92");
    }

    /** What flows, in a line. */
    private String pulse() throws IOException {
        StringBuilder line = new StringBuilder("hub holds %,9d".formatted(observations(hub, "data")));
        for (int ward = 0; ward < wards.size(); ward++) {
            JsonNode alerts = wards.get(ward).get("api/v1/alerts").get("alerts");
            long sounding = alerts.valueStream()
                    .filter(alert -> alert.get("state").asString().equals("ACTIVE_UNACK"))
                    .count();
            line.append("   %s took %,9d, %d alert%s, %d sounding"
                    .formatted(
                            DemoPlan.WARDS.get(ward),
                            observations(wards.get(ward), "data"),
                            alerts.size(),
                            alerts.size() == 1 ? "" : "s",
                            sounding));
        }
        return line.toString();
    }

    /** Waits until the two sides have nothing more to tell each other. */
    private void settle() throws IOException, InterruptedException {
        long end = nanos.getAsLong() + SETTLING_MAX.toNanos();
        while (taken() != observations(hub, "data") && nanos.getAsLong() < end) {
            Thread.sleep(200);
        }
        conflictsShown = Math.max(
                conflictsShown, hub.get("api/v1/conflicts").get("conflicts").size());
    }

    /** Counted in what the hub has really stored, and asked of both sides. */
    private Verdict verdict(boolean cutPlanned) throws IOException {
        HubRecord.Count stored = record.count();
        long lost = Math.max(stored.lost(), observations(hub, "lost"));
        long missing = observations(hub, "missing");
        long duplicated = Math.max(stored.duplicated(), observations(hub, "duplicates"));
        long alertsAtEdge = 0;
        for (PageClient ward : wards) {
            lost = Math.max(lost, observations(ward, "lost"));
            missing += observations(ward, "missing");
            duplicated += observations(ward, "duplicates");
            alertsAtEdge += episodes(ward);
        }
        return new Verdict(
                taken(),
                stored.readings(),
                lost,
                missing,
                duplicated,
                alertsAtEdge,
                episodes(hub),
                conflictsShown,
                cutPlanned ? 1 : 0);
    }

    private long taken() throws IOException {
        long taken = 0;
        for (PageClient ward : wards) {
            taken += observations(ward, "data");
        }
        return taken;
    }

    private static long observations(PageClient page, String what) throws IOException {
        return page.get("api/v1/completeness")
                .get("streams")
                .valueStream()
                .filter(stream -> stream.get("shard").asString().endsWith("/OBS"))
                .mapToLong(stream -> stream.get(what).asLong())
                .sum();
    }

    private static long episodes(PageClient page) throws IOException {
        return page.get("api/v1/alerts?history=true")
                .get("alerts")
                .valueStream()
                .filter(alert -> ACTIVE.contains(alert.get("state").asString())
                        || alert.get("state").asString().equals("ENDED"))
                .map(alert -> alert.get("episode").asString())
                .distinct()
                .count();
    }

    private static void say(String line) {
        System.out.println(LocalTime.now(ZoneId.systemDefault()).format(CLOCK) + "  " + line);
    }
}
