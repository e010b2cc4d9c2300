// SPDX-License-Identifier: Apache-2.0

/** Locks and signals between the tasks of one loop; open {@link dev.continuo.sync.Lock} first. */
@NullMarked
package dev.continuo.sync;

import org.jspecify.annotations.NullMarked;
