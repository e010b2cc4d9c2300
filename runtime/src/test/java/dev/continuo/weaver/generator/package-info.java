// SPDX-License-Identifier: Apache-2.0
/**
 * Random programs for the weaver. Open {@link dev.continuo.weaver.generator.GeneratorTest} first,
 * then {@code ProgramGenerator}, which makes a program, and {@code Comparison}, which judges it.
 */
package dev.continuo.weaver.generator;
