// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** What {@link Asyncio#await} takes: coroutines, futures, and what else can give a coroutine. */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {

  /** The coroutine that an await of this runs; called once per await. */
  Coroutine<T> asCoroutine();
}
