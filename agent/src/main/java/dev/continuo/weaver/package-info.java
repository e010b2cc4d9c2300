// SPDX-License-Identifier: Apache-2.0
/**
 * Turns {@code @Async} methods into resumable state machines: class file in, class files out. Open
 * {@link dev.continuo.weaver.Weaver} first, then {@code ClassWeaver}, which lists the steps in the
 * order in which a method takes them: selection, analysis, frame layout, emission.
 */
@NullMarked
package dev.continuo.weaver;

import org.jspecify.annotations.NullMarked;
