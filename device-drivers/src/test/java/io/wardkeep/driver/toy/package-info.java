/**
 * The protocol of {@code docs/howto-driver.md}: a thermometer that nobody makes. It is built and held to the contract
 * like any other driver, and is in no list.
 */
@NullMarked
package io.wardkeep.driver.toy;

import org.jspecify.annotations.NullMarked;
