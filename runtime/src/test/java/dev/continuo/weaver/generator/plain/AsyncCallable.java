// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

/** A lambda that gives a coroutine. */
public interface AsyncCallable<T> {
  Coroutine<T> call() throws Exception;
}
