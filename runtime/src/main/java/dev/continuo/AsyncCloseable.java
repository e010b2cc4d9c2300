// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/**
 * A resource whose closing may have to wait. In woven code every call of {@code close()}, hence
 * also try-with-resources, awaits {@link #closeAsync}.
 */
public interface AsyncCloseable extends AutoCloseable {

  /** Closes the resource; does nothing if it is closed. */
  Coroutine<Void> closeAsync();

  /**
   * Awaits {@link #closeAsync}, in woven code.
   *
   * @throws IllegalStateException in code that is not woven
   */
  @Override
  default void close() {
    throw Asyncio.unwoven("AsyncCloseable.close()");
  }
}
