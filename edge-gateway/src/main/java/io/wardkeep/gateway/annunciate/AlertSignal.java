package io.wardkeep.gateway.annunciate;

import io.wardkeep.ward.view.AlertView;

/**
 * An alert as it is to be shown or sounded now.
 *
 * @param alert as people see it
 * @param phase what is new, in IHE ACM's words: start, continue, end, update, escalate, reset
 * @param audible should it sound?
 * @param over is there nothing left to show?
 */
public record AlertSignal(AlertView alert, String phase, boolean audible, boolean over) {}
