// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

/** What woven code does at each {@code close()}, done by {@code close()} itself. */
public interface AsyncCloseable extends AutoCloseable {
  Coroutine<Void> closeAsync();

  @Override
  default void close() {
    Asyncio.await(closeAsync());
  }
}
