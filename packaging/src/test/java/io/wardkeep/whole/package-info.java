/** The whole system as real processes, tested from outside through the addresses that users have. */
@NullMarked
package io.wardkeep.whole;

import org.jspecify.annotations.NullMarked;
