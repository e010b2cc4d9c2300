// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.Runner;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** An async call that completes at once, per level of ten, by what kind of method is called. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class CallTargets {
  private static final int N = 10_000;

  private final Runner runner = Runner.builder().build();
  private final Chains chains = new Chains();

  @Benchmark
  @OperationsPerInvocation(N)
  public long virtual() {
    return runner.run(chains.callingVirtual(N / 10));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long interfaces() {
    return runner.run(chains.callingInterface(N / 10));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long staticOfAnotherClass() {
    return runner.run(chains.callingOther(N / 10));
  }

  @TearDown
  public void close() {
    runner.close();
  }
}
