// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.peers;

import dev.continuo.benchmarks.Expected;
import dev.continuo.benchmarks.Library;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Reactor, on a scheduler that is a plain ready queue. */
public final class ReactorMonos implements Library {

  private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
  private final Scheduler scheduler = Schedulers.fromExecutor(ready::add);

  private long run(Mono<Long> main) {
    long[] result = new long[1];
    main.subscribe(value -> result[0] = value);
    for (Runnable next = ready.poll(); next != null; next = ready.poll()) {
      next.run();
    }
    return result[0];
  }

  private <T> Mono<T> turn(T value) {
    return Mono.just(value).publishOn(scheduler);
  }

  @Override
  public long awaitReady(int n) {
    Mono<Long> future = Mono.just(Expected.READY);
    return run(Flux.range(0, n).concatMap(i -> future.hide()).reduce(0L, Long::sum));
  }

  @Override
  public long callChain(int n, int depth) {
    return run(Flux.range(0, n).concatMap(i -> chain(depth, i)).reduce(0L, (sum, x) -> sum + x));
  }

  private static Mono<Integer> chain(int depth, int i) {
    if (depth == 0) {
      return Mono.just(Expected.leaf(i));
    }
    return chain(depth - 1, i).map(value -> value + 1);
  }

  @Override
  public long suspendResume(int n, int depth) {
    Mono<Long> chain = Flux.range(0, n).concatMap(this::turn).reduce(0L, (sum, i) -> sum + i);
    for (int i = 0; i < depth; i++) {
      chain = chain.map(value -> value);
    }
    return run(chain);
  }

  private Sinks.One<Long> pending = Sinks.one();

  @Override
  public long freshFuture(int n) {
    Mono<Long> awaiter =
        Flux.range(0, n)
            .concatMap(
                i -> {
                  pending = Sinks.one();
                  return pending.asMono();
                })
            .reduce(0L, Long::sum);
    Flux<Integer> completer =
        Flux.range(0, n)
            .concatMap(
                i -> {
                  pending.tryEmitValue((long) i);
                  return turn(i);
                });
    return run(awaiter.doOnSubscribe(s -> ready.add(completer::subscribe)));
  }

  @Override
  public long spawnJoin(int n) {
    List<Mono<Long>> tasks = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      tasks.add(turn((long) i));
    }
    return run(Mono.zip(tasks, ReactorMonos::sum));
  }

  private static long sum(Object[] results) {
    long sum = 0;
    for (Object result : results) {
      sum += (Long) result;
    }
    return sum;
  }

  @Override
  public long skynet(int leaves) {
    return run(node(0, leaves));
  }

  private Mono<Long> node(long number, int size) {
    if (size == 1) {
      return turn(number);
    }
    return turn(number).flatMap(first -> children(first, size / 10));
  }

  private Mono<Long> children(long number, int part) {
    List<Mono<Long>> children = new ArrayList<>(10);
    for (int i = 0; i < 10; i++) {
      children.add(node(number + (long) i * part, part));
    }
    return Mono.zip(children, ReactorMonos::sum);
  }

  @Override
  public long queue(int n) {
    Flux<Long> items = Flux.range(0, n).hide().map(i -> (long) i);
    return run(items.publishOn(scheduler, 64).reduce(0L, Long::sum));
  }

  @Override
  public long timers(int n) {
    AtomicLong sum = new AtomicLong();
    CountDownLatch pending = new CountDownLatch(n);
    for (int i = 0; i < n; i++) {
      long number = i;
      Mono.delay(Duration.ofMillis(Expected.sleepMillis(i)))
          .subscribe(
              over -> {
                sum.addAndGet(number);
                pending.countDown();
              });
    }
    try {
      pending.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return sum.get();
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    Object[] held = new Object[2 * n];
    for (int i = 0; i < n; i++) {
      long number = i;
      if (sleeping) {
        held[i] = Mono.delay(Duration.ofHours(1)).map(over -> number).subscribe();
      } else {
        Sinks.One<Long> future = Sinks.one();
        held[i] = future;
        held[n + i] = future.asMono().map(value -> number).subscribe();
      }
    }
    return held;
  }
}
