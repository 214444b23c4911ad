/**
 * What is asked of all drivers at once, as commands and as tests: {@code packaging/soak fuzz-drivers} garbles their
 * bytes, {@code packaging/bench drivers} measures them. Both begin with the frames of each driver's contract, so that a
 * new driver is garbled and measured without a further line.
 *
 * <p>Threads: the command's own. Must not know: any protocol.
 */
@NullMarked
package io.wardkeep.driver.proof;

import org.jspecify.annotations.NullMarked;
