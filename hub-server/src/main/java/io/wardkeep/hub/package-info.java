/**
 * The hub: its command line, its configuration, and the one place where its parts are put together. Siblings below do
 * not know one another; what one wants of another is passed in here.
 *
 * <p>Thread: the composition runs on the main thread; what it composes owns its own.
 */
@NullMarked
package io.wardkeep.hub;

import org.jspecify.annotations.NullMarked;
