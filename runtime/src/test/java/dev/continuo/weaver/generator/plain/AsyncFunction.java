// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator.plain;

/** A lambda with one argument that gives a coroutine. */
public interface AsyncFunction<A, T> {
  Coroutine<T> apply(A argument) throws Exception;
}
