// SPDX-License-Identifier: Apache-2.0

/**
 * The checks of sources, and what sources tell of the findings in bytecode: the column, and what is
 * suppressed. Nothing here refers to the compiler or to the weaver, so that the Maven goals use it
 * too. Open {@link dev.continuo.annotation.processor.checks.SourceFile} first.
 */
package dev.continuo.annotation.processor.checks;
