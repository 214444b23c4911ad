package io.wardkeep.driver.sparkplug;

import io.wardkeep.driver.NamedMetrics;
import io.wardkeep.ward.Metric;
import io.wardkeep.ward.Nomenclature;
import java.util.Optional;

/** What a birth said of a metric, and what was last heard of it. Owned by its edge node. */
final class Definition {

    final Metric metric;
    /** Data may leave it out, and without it a negative number cannot be told from a large one. */
    final int datatype;

    long lastMillis = Long.MIN_VALUE;

    private Definition(Metric metric, int datatype) {
        this.metric = metric;
        this.datatype = datatype;
    }

    /** A metric in its own unit; empty where it is none of ours, or in another unit. */
    static Optional<Definition> of(Payload.Value born) {
        return NamedMetrics.named(born.mdc().isEmpty() ? born.name() : born.mdc())
                .filter(metric ->
                        Nomenclature.standard().unit(metric, born.unit()).isPresent())
                .map(metric -> new Definition(metric, born.datatype()));
    }
}
