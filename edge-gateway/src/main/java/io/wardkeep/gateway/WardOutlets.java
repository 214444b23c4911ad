package io.wardkeep.gateway;

import io.micrometer.core.instrument.MeterRegistry;
import io.wardkeep.gateway.annunciate.Annunciator;
import io.wardkeep.page.PageFeed;
import java.time.ZoneId;
import java.util.List;

/**
 * Where the ward's news go, and what it needs to tell them.
 *
 * @param annunciators told of every alert at once
 * @param feed the ward page
 * @param registry of counters
 * @param zone the ward's time zone, for the times in texts
 */
record WardOutlets(List<Annunciator> annunciators, PageFeed feed, MeterRegistry registry, ZoneId zone) {

    WardOutlets {
        annunciators = List.copyOf(annunciators);
    }
}
