// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.ByHand.Cell;
import dev.continuo.benchmarks.ByHand.Frame;

/** The frames of workloads with many tasks. */
final class HandTrees {
  private HandTrees() {}

  /** Awaits a number of tasks: each adds its result. */
  static class Join extends Frame {
    private int pending;
    long sum;

    Join(int pending) {
      this.pending = pending;
    }

    final void childDone(ByHand loop, long result) {
      sum += result;
      if (--pending == 0) {
        loop.ready.add(this);
      }
    }

    @Override
    Object resume(ByHand loop, Object value) {
      return sum;
    }
  }

  /** A task that suspends once. */
  static final class YieldOnce extends Frame {
    private final Join join;
    private final int result;

    YieldOnce(Join join, int result) {
      this.join = join;
      this.result = result;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      if (state == 0) {
        state = 1;
        loop.ready.add(this);
        return ByHand.SUSPENDED;
      }
      join.childDone(loop, result);
      return ByHand.SUSPENDED;
    }
  }

  /** A task that has slept when it is resumed. */
  static final class SleepOnce extends Frame {
    private final Join join;
    private final int result;

    SleepOnce(Join join, int result) {
      this.join = join;
      this.result = result;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      join.childDone(loop, result);
      return ByHand.SUSPENDED;
    }
  }

  /** A task of the tree. */
  static final class Node extends Join {
    private final Join parent;
    private final long number;
    private final int size;

    Node(Join parent, long number, int size) {
      super(10);
      this.parent = parent;
      this.number = number;
      this.size = size;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      if (state == 1) {
        parent.childDone(loop, sum);
      } else if (size == 1) {
        parent.childDone(loop, number);
      } else {
        state = 1;
        int part = size / 10;
        for (int i = 0; i < 10; i++) {
          loop.ready.add(new Node(this, number + (long) i * part, part));
        }
      }
      return ByHand.SUSPENDED;
    }
  }

  /** A task that waits for long. */
  static final class Held extends Frame {
    private final int result;

    Held(int result) {
      this.result = result;
    }

    Cell cell() {
      Cell cell = new Cell();
      cell.waiter = this;
      return cell;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      return (long) result;
    }
  }
}
