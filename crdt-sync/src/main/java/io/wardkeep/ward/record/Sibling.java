package io.wardkeep.ward.record;

import io.wardkeep.lattice.Dot;
import io.wardkeep.lattice.HybridTimestamp;

/**
 * One live value of a register, with its name.
 *
 * @param <T> the setting
 * @param dot its name; {@link #id()} as text
 * @param at the writer's hybrid clock, for display order only
 * @param value what was set
 */
public record Sibling<T>(Dot dot, HybridTimestamp at, T value) {

    /** The dot as text: what a page hands back as seen. */
    public String id() {
        return dot.text();
    }
}
