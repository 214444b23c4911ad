package io.wardkeep.ward.view;

import org.jspecify.annotations.Nullable;

/**
 * A patient as a bed place shows one: never more than what the ward wrote on it.
 *
 * @param label short: initials and age, or "unknown"
 * @param detail one more line, or null
 */
public record PatientView(String label, @Nullable String detail) {}
