// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** A lambda with one argument that gives a coroutine. */
@FunctionalInterface
public interface AsyncFunction<A extends @Nullable Object, T extends @Nullable Object> {

  /** The coroutine of one call. */
  Coroutine<T> apply(A a) throws Exception;
}
