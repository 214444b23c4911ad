/**
 * The ward page: HTTP, the event stream and the local staff list. It shows what it is fed and passes on what people
 * decide; it decides nothing clinical itself, and works with no hub.
 *
 * <p>Everybody on the ward may look; acting needs a person (one policy table: {@code Policy}). A 2xx answer to a
 * command means that it is durable. A slow browser loses its stream, never the ward its pace.
 *
 * <p>Thread: one Vert.x event loop per {@code PageServer}; other threads reach it only through its inbox; hashes are
 * computed elsewhere. What it shares with the console is {@code io.wardkeep.page}. Must not know: the journal, the
 * alert engine, devices, sync. It declares what it wants from them: {@code WardCommands}, {@code WardQueries}.
 */
@NullMarked
package io.wardkeep.gateway.page;

import org.jspecify.annotations.NullMarked;
