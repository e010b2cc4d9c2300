// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import org.jspecify.annotations.Nullable;

/** What {@link Asyncio#each} takes. */
@FunctionalInterface
public interface AsyncIterable<T extends @Nullable Object> {

  /** A new iteration. */
  AsyncIterator<T> iterator();
}
