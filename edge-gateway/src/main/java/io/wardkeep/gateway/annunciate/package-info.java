/**
 * Where an alert is shown or sounded beyond the ward page: one {@link Annunciator} per place. Handing an alert over
 * never waits for disk or network; a place that cannot keep up loses old news of an episode to newer, never the newest.
 *
 * <p>Thread: {@link Annunciator#annunciate} is called on the ward's loop. Must not know: the alert engine, the journal,
 * how MQTT or HTTP are served.
 */
@NullMarked
package io.wardkeep.gateway.annunciate;

import org.jspecify.annotations.NullMarked;
