/**
 * What the gateway knows of its own health: counters and their names, and the self-test.
 *
 * <p>Invariant: nothing here says OK about what it has not looked at. Thread: counters are for any thread; everything
 * else belongs to who calls it. Must not know: the alert engine, the journal, the page.
 */
@NullMarked
package io.wardkeep.gateway.health;

import org.jspecify.annotations.NullMarked;
