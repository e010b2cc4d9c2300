// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

/** What can be awaited. */
public interface Awaitable<T> {
  /** Runs to the end: the value, or throws. */
  T complete() throws Exception;
}
