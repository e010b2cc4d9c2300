// SPDX-License-Identifier: Apache-2.0

/**
 * Weaving inside javac, as an annotation processor and as a plugin. Open {@link
 * dev.continuo.annotation.processor.JavacWeaving} first: both only start it.
 */
package dev.continuo.annotation.processor;
