package io.wardkeep.hub.view;

import io.wardkeep.ward.WardId;
import io.wardkeep.ward.record.AlertEpisode;

/**
 * An episode as this hub knows it.
 *
 * @param ward whose
 * @param facts all that was said
 */
public record KnownEpisode(WardId ward, AlertEpisode facts) {}
