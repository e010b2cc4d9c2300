// SPDX-License-Identifier: Apache-2.0

/** Coroutines, tasks, futures and the event loop; open {@link dev.continuo.Asyncio} first. */
@NullMarked
package dev.continuo;

import org.jspecify.annotations.NullMarked;
