// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Runner;
import dev.continuo.annotation.Async;
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

/** Ours beside {@link ByHand}, in one run: read the ratios, not the times. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Thread)
public class AwaitBenchmark {
  static final int N = 10_000;

  private final Runner runner = Runner.builder().build();
  private final ByHand hand = new ByHand();
  private final Chains chains = new Chains();

  /** One suspension and one resumption. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long suspendResume() {
    return runner.run(yielding(N));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long suspendResumeByHand() {
    return hand.run(new ByHand.Yielding(N, null));
  }

  /** The same at the leaf of a chain of 100 coroutines. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long deepResume() {
    return runner.run(deep(100, N));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long deepResumeByHand() {
    ByHand.Frame chain = null;
    for (int i = 0; i < 100; i++) {
      chain = new ByHand.PassingOn(chain);
    }
    return hand.run(new ByHand.Yielding(N, chain));
  }

  /** An await of a completed future. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long awaitReady() {
    return runner.run(ready(N, Future.of(3L)));
  }

  /** A call of a coroutine that completes at once, per level of ten. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long callChain() {
    return runner.run(calling(N / 10));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long callChainByHand() {
    long sum = 0;
    for (int i = 0; i < N / 10; i++) {
      sum += (Integer) ByHand.chain(9, i);
    }
    return sum;
  }

  /** The same where the method called is virtual, of an interface, and static in another class. */
  @Benchmark
  @OperationsPerInvocation(N)
  public long callChainVirtual() {
    return runner.run(chains.callingVirtual(N / 10));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long callChainInterface() {
    return runner.run(chains.callingInterface(N / 10));
  }

  @Benchmark
  @OperationsPerInvocation(N)
  public long callChainOtherClass() {
    return runner.run(chains.callingOther(N / 10));
  }

  @TearDown
  public void close() {
    runner.close();
  }

  @Async
  static Coroutine<Long> yielding(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      await(yieldNow());
      sum += i;
    }
    return Coroutine.of(sum);
  }

  @Async
  static Coroutine<Long> deep(int depth, int n) {
    return Coroutine.of(depth == 0 ? await(yielding(n)) : await(deep(depth - 1, n)));
  }

  @Async
  static Coroutine<Long> ready(int n, Future<Long> future) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(future);
    }
    return Coroutine.of(sum);
  }

  @Async
  static Coroutine<Long> calling(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(chain(9, i));
    }
    return Coroutine.of(sum);
  }

  /** The result depends on the argument, or the whole chain would be optimised away. */
  @Async
  static Coroutine<Integer> chain(int depth, int i) {
    return Coroutine.of(depth == 0 ? i & 127 : await(chain(depth - 1, i)));
  }
}
