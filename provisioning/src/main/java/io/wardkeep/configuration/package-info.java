/**
 * Reads the YAML files of Wardkeep's programs strictly: what nobody asked for, what stands there twice and what is out
 * of range is an error that names file, line, key and the nearest known key.
 *
 * <p>It stands in this module because both programs with a configuration depend on it. Thread: none. Must not know:
 * what any program configures.
 */
@NullMarked
package io.wardkeep.configuration;

import org.jspecify.annotations.NullMarked;
