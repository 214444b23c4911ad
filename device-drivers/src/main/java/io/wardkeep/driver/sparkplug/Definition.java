package io.wardkeep.driver.sparkplug;

import io.wardkeep.driver.NamedMetrics;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import java.util.Optional;

/** What a birth said of a metric, and what was last heard of it. Owned by its edge node. */
final class Definition {

    final Metric metric;
    long lastMillis = Long.MIN_VALUE;

    private Definition(Metric metric) {
        this.metric = metric;
    }

    /** A metric in its own unit; empty where it is none of ours, or in another unit. */
    static Optional<Definition> of(String name, String mdc, String unit) {
        return NamedMetrics.named(mdc.isEmpty() ? name : mdc)
                .filter(metric -> Nomenclature.standard().unit(metric, unit).isPresent())
                .map(Definition::new);
    }
}
