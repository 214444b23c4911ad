package io.wardkeep.hub.bundle;

/** Wants to know of imports. Called on the loop's thread; must not block. */
@FunctionalInterface
public interface BundleObserver {

    /** An import ended, well or not. */
    void ended(BundleRequest request, BundleReport report);
}
