// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.ByHand.Frame;
import java.util.ArrayDeque;

/** A bounded queue between one producer and one consumer. */
final class HandQueue {
  private final ArrayDeque<Object> items = new ArrayDeque<>();
  private final int capacity;
  private Frame putter;
  private Frame getter;

  HandQueue(int capacity) {
    this.capacity = capacity;
  }

  static final class Producer extends Frame {
    private final HandQueue queue;
    private final int n;
    private int i;

    Producer(HandQueue queue, int n) {
      this.queue = queue;
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      HandQueue q = queue;
      for (int i = this.i; i < n; i++) {
        if (q.items.size() == q.capacity) {
          this.i = i;
          q.putter = this;
          return ByHand.SUSPENDED;
        }
        q.items.add((long) i);
        if (q.getter != null) {
          loop.ready.add(q.getter);
          q.getter = null;
        }
      }
      this.i = n;
      return ByHand.SUSPENDED;
    }
  }

  static final class Consumer extends Frame {
    private final HandQueue queue;
    private final int n;
    private int i;
    long sum;

    Consumer(HandQueue queue, int n) {
      this.queue = queue;
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      HandQueue q = queue;
      for (int i = this.i; i < n; i++) {
        Object item = q.items.poll();
        if (item == null) {
          this.i = i;
          q.getter = this;
          return ByHand.SUSPENDED;
        }
        sum += (Long) item;
        if (q.putter != null) {
          loop.ready.add(q.putter);
          q.putter = null;
        }
      }
      return sum;
    }
  }
}
