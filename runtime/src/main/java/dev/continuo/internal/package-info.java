// SPDX-License-Identifier: Apache-2.0

/**
 * What primitives are made of, not for users; open {@link dev.continuo.internal.WaitQueue} first.
 */
@NullMarked
package dev.continuo.internal;

import org.jspecify.annotations.NullMarked;
