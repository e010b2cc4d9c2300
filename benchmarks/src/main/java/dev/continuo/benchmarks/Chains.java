// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import static dev.continuo.Asyncio.await;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;

/** Chains of ten calls whose methods the weaver cannot know. */
class Chains implements Link {

  @Async
  Coroutine<Long> callingVirtual(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(virtual(9, i));
    }
    return Coroutine.of(sum);
  }

  @Async
  Coroutine<Integer> virtual(int depth, int i) {
    return Coroutine.of(depth == 0 ? i & 127 : await(virtual(depth - 1, i)));
  }

  @Async
  Coroutine<Long> callingInterface(int n) {
    Link link = this;
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(link.link(link, 9, i));
    }
    return Coroutine.of(sum);
  }

  @Async
  @Override
  public Coroutine<Integer> link(Link next, int depth, int i) {
    return Coroutine.of(depth == 0 ? i & 127 : await(next.link(this, depth - 1, i)));
  }

  @Async
  Coroutine<Long> callingOther(int n) {
    long sum = 0;
    for (int i = 0; i < n; i++) {
      sum += await(Other.there(9, i));
    }
    return Coroutine.of(sum);
  }

  @Async
  static Coroutine<Integer> back(int depth, int i) {
    return Coroutine.of(depth == 0 ? i & 127 : await(Other.there(depth - 1, i)));
  }

  /** Calls {@link Chains}, which calls it. */
  static class Other {
    @Async
    static Coroutine<Integer> there(int depth, int i) {
      return Coroutine.of(depth == 0 ? i & 127 : await(Chains.back(depth - 1, i)));
    }
  }
}
