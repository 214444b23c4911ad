package io.wardkeep.demo;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A nurse at the bed and a physician at the hub who change the same limit while they cannot hear each other.
 *
 * @param plan where their pages are
 * @param stage who they are, and the cable between them
 */
public record Partition(DemoPlan plan, Stage stage) {

    /** The bed whose limit both change. */
    public static final String BED = "7A-02";

    private static final int SPO2 = 150456;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** Pulls the cable, has both act, plugs it in again and waits until the hub shows the conflict. */
    public void makeLimitsConflict() throws IOException, InterruptedException {
        PageClient ward = nurse();
        PageClient hub = physician();
        // a ward that was enrolled a moment ago is not known there yet
        await(
                "bed " + BED,
                () -> hub.get("api/v1/beds")
                        .get("beds")
                        .valueStream()
                        .anyMatch(bed -> bed.get("bed").asString().equals(BED)));
        stage.link(0).cut();
        setLow(ward, "88");
        setLow(hub, "92");
        stage.link(0).restore();
        await("conflict", () -> !hub.get("api/v1/conflicts").get("conflicts").isEmpty());
    }

    /** Something that the hub may show by now. */
    @FunctionalInterface
    private interface Sight {
        boolean seen() throws IOException;
    }

    private static void await(String what, Sight sight) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!sight.seen()) {
            if (System.nanoTime() > end) {
                throw new IOException("after " + PATIENCE.toSeconds() + " s the hub shows no " + what);
            }
            Thread.sleep(100);
        }
    }

    /** The nurse, signed in at the first ward's page. */
    public PageClient nurse() throws IOException {
        PageClient page = new PageClient(plan.page(0));
        Stage.Login login = stage.login("nurse");
        page.post("api/v1/session", Map.of("user", login.user(), "pin", login.password()));
        return page;
    }

    /** The physician, logged in at the hub. */
    public PageClient physician() throws IOException {
        PageClient page = new PageClient(plan.console());
        Stage.Login login = stage.login("physician");
        page.post("api/v1/session", Map.of("user", login.user(), "password", login.password()));
        return page;
    }

    /** Sets the low limit of the saturation at {@link #BED}, having seen what the page shows. */
    public void setLow(PageClient page, String low) throws IOException {
        JsonNode bed = page.get("api/v1/beds/" + BED);
        JsonNode limit = bed.get("limits")
                .valueStream()
                .filter(candidate -> candidate.get("code").asInt() == SPO2)
                .findFirst()
                .orElseThrow(() -> new IOException("no SpO2 limit at " + BED + ": " + bed));
        List<String> seen = limit.get("siblings")
                .valueStream()
                .map(sibling -> sibling.get("id").asString())
                .toList();
        Map<String, Object> change = new LinkedHashMap<>();
        change.put("code", SPO2);
        change.put("low", low);
        change.put("high", limit.get("high").isNull() ? null : limit.get("high").asString());
        change.put("delayMillis", 0);
        change.put("priority", limit.get("priority").asString());
        change.put("enabled", true);
        change.put("seen", seen);
        page.put("api/v1/beds/" + BED + "/limits", change);
    }
}
