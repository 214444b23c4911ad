/**
 * The hub over HTTP: JSON views, decisions, the event stream, and the console's own files.
 *
 * <p>Invariant: an answer says what is durable; nothing is served before the gate has judged the caller, and a ward
 * that a person may not see looks like one that does not exist. Thread: one Vert.x event loop owns all state here;
 * everything else arrives through {@link io.wardkeep.page.PageInbox}. Must not know: SQL, sync, how people are kept; it
 * declares what it wants ({@link io.wardkeep.hub.api.Gate}, {@link io.wardkeep.hub.api.HubCommands},
 * {@link io.wardkeep.hub.api.HubQueries}) and the composition root supplies it.
 */
@NullMarked
package io.wardkeep.hub.api;

import org.jspecify.annotations.NullMarked;
