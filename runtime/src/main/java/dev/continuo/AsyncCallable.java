// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A lambda without arguments that gives a coroutine. */
@FunctionalInterface
public interface AsyncCallable<T extends @Nullable Object> {

  /** The coroutine of one call. */
  Coroutine<T> call() throws Exception;
}
