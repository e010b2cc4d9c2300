// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** How an awaitable of {@link Asyncio#gatherOutcomes} ended. */
public sealed interface Outcome<T extends @Nullable Object> {

  /** It gave a value, which may be null. */
  record Success<T extends @Nullable Object>(T value) implements Outcome<T> {}

  /** It failed, or was cancelled: then the exception is a {@link CancelledError}. */
  record Failure<T extends @Nullable Object>(Throwable exception) implements Outcome<T> {}
}
