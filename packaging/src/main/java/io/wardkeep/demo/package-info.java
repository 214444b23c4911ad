/**
 * The main job as a story that tells itself: a hub, two gateways and a dozen beds of simulated devices as real
 * processes on this machine, one link cut and restored, and a verdict on what arrived. The same pieces drive the
 * whole-system tests.
 *
 * <p>Everything is observed from outside, through the addresses that users have. Threads: one for the story, virtual
 * ones for the link proxies. Must not know: the insides of the gateway and the hub.
 */
@NullMarked
package io.wardkeep.demo;

import org.jspecify.annotations.NullMarked;
