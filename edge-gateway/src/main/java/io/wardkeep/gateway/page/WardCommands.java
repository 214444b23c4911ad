package io.wardkeep.gateway.page;

import io.wardkeep.page.Decisions;

/**
 * What the page asks the ward to do. Called on the page's event loop: returns at once. The stage completes after the
 * journal's commit, on any thread; it fails only for a broken invariant.
 */
public interface WardCommands extends Decisions {

    /** Writes into the audit chain what is no command: a login, a logout, a refused login. Does not wait. */
    void audit(String who, String role, String what);
}
