// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

/**
 * The workloads, written with one library. Each runs on one thread, does the same work whatever the
 * library, and returns what {@link Expected} says.
 */
public interface Library extends AutoCloseable {

  /** Awaits a completed future {@code n} times: the sum of its values, 3 each. */
  long awaitReady(int n);

  /**
   * Calls, {@code n} times, a chain of {@code depth} async calls that completes at once. The leaf
   * depends on the argument, or a compiler would remove the whole chain.
   */
  long callChain(int n, int depth);

  /** Suspends and resumes {@code n} times in the leaf of a chain of {@code depth} async calls. */
  long suspendResume(int n, int depth);

  /** Awaits {@code n} pending futures, each made for it and then completed by another task. */
  long freshFuture(int n);

  /** Makes {@code n} tasks that each suspend once, and awaits them together. */
  long spawnJoin(int n);

  /** A tree of tasks, each with ten children, down to {@code leaves}: the sum of their numbers. */
  long skynet(int leaves);

  /** Passes {@code n} items through a bounded queue of 64, from one task to another. */
  long queue(int n);

  /** Runs {@code n} tasks that each sleep once, for the time that {@link Expected} says. */
  long timers(int n);

  /**
   * Leaves {@code n} tasks suspended.
   *
   * @param sleeping whether in a sleep of an hour; otherwise each awaits a pending future
   * @return keeps them alive
   */
  Object hold(int n, boolean sleeping);

  @Override
  default void close() {}
}
