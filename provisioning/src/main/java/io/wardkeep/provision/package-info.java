/**
 * The {@code wardkeep-provision} command: makes an authority, issues tokens, enrols and renews a box, shows what a
 * certificate says.
 *
 * <p>Must not know: the gateway, the hub. Thread: the command's own.
 */
@NullMarked
package io.wardkeep.provision;

import org.jspecify.annotations.NullMarked;
