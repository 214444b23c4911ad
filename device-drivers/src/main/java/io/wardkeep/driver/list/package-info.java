/**
 * The explicit list of drivers: the one package that knows them all, apart from the contract that they all know.
 *
 * <p>Must not know: anything but names.
 */
@NullMarked
package io.wardkeep.driver.list;

import org.jspecify.annotations.NullMarked;
