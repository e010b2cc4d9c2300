// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** One unit of each workload, for each library: read the ratios within one run, not the times. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1)
@State(Scope.Thread)
public class Workloads {
  static final int N = 10_000;
  static final int SPAWNED = 100_000;
  static final int LEAVES = 1_000_000;

  private static final int DEPTH = 10;

  /** A name of {@link Libraries}. */
  @Param("OURS")
  public Libraries library;

  private Library run;

  @Setup
  public void open() {
    run = library.open();
  }

  @TearDown
  public void close() {
    run.close();
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long awaitReady() {
    return Expected.check(Expected.awaitReady(N), run.awaitReady(N));
  }

  /** Per level; the chain's methods are not inlined into each other. */
  @Benchmark
  @OperationsPerInvocation(N)
  @Fork(value = 1, jvmArgsAppend = "-XX:CompileCommand=dontinline,*::chain*")
  public long callChain() {
    return calls();
  }

  /** Per level; the compiler may do what it likes. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long callChainInlined() {
    return calls();
  }

  private long calls() {
    int n = N / DEPTH;
    return Expected.check(Expected.callChain(n, DEPTH - 1), run.callChain(n, DEPTH - 1));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long suspendResume() {
    return Expected.check(Expected.sum(N), run.suspendResume(N, 0));
  }

  /** As suspendResume, below 100 callers. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long deepResume() {
    return Expected.check(Expected.sum(N), run.suspendResume(N, 100));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long freshFuture() {
    return Expected.check(Expected.sum(N), run.freshFuture(N));
  }

  @Benchmark
  @OperationsPerInvocation(SPAWNED)
  public long spawnJoin() {
    return Expected.check(Expected.sum(SPAWNED), run.spawnJoin(SPAWNED));
  }

  @Benchmark
  @OperationsPerInvocation(LEAVES)
  public long skynet() {
    return Expected.check(Expected.sum(LEAVES), run.skynet(LEAVES));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long queue() {
    return Expected.check(Expected.sum(N), run.queue(N));
  }
}
