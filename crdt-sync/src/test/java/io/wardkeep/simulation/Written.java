package io.wardkeep.simulation;

import io.wardkeep.sync.Delta;
import io.wardkeep.ward.Reading;
import java.util.List;

/**
 * What a box wrote: one stream's delta, and the readings in it.
 *
 * @param delta of one stream
 * @param readings in order; none for rows and losses
 */
record Written(Delta delta, List<Reading> readings) {}
