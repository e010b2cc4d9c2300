// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

/** What the workloads work on and give, so that each run can be checked. */
public final class Expected {

  /** The value of a future that is awaited. */
  public static final long READY = 3;

  private static final int LEAF_MASK = 63;

  private Expected() {}

  /** What the leaf of a chain gives; with a level more each, it stays in the Integer cache. */
  public static int leaf(int i) {
    return i & LEAF_MASK;
  }

  /** Milliseconds, below a second, that the sleep {@code i} of a crowd takes. */
  public static int sleepMillis(int i) {
    return (int) ((i * 0x9E3779B97F4A7C15L >>> 33) % 1_000);
  }

  static long awaitReady(int n) {
    return READY * n;
  }

  static long callChain(int n, int depth) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += leaf(i) + depth;
    }
    return sum;
  }

  /** 0 + 1 + .. + (n - 1): what most of them give. */
  public static long sum(int n) {
    return (long) n * (n - 1) / 2;
  }

  /** {@code actual}, which must be {@code expected}. */
  public static long check(long expected, long actual) {
    if (expected != actual) {
      throw new IllegalStateException("expected " + expected + " but the workload gave " + actual);
    }
    return actual;
  }
}
