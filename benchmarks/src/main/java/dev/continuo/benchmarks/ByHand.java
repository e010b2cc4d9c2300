// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.ArrayDeque;

/** The state machine a person would write, on a plain ready queue: the limit to measure against. */
final class ByHand {
  static final Object SUSPENDED = new Object();

  abstract static class Frame {
    final Frame caller;
    int state;

    Frame(Frame caller) {
      this.caller = caller;
    }

    abstract Object resume(ByHand loop, Object value);
  }

  private final ArrayDeque<Frame> ready = new ArrayDeque<>();

  long run(Frame leaf) {
    ready.add(leaf);
    Object result = null;
    for (Frame frame = ready.poll(); frame != null; frame = ready.poll()) {
      result = frame.resume(this, null);
      Frame caller = frame.caller;
      while (result != SUSPENDED && caller != null) {
        result = caller.resume(this, result);
        caller = caller.caller;
      }
    }
    return (Long) result;
  }

  /** A call that might suspend, and does not. */
  static Object chain(int depth, int i) {
    if (depth == 0) {
      return i & 127;
    }
    Object result = chain(depth - 1, i);
    return result == SUSPENDED ? SUSPENDED : (Integer) result;
  }

  /** Adds up the turns of a loop that suspends in each. */
  static final class Yielding extends Frame {
    private final int n;
    private int i;
    private long sum;

    Yielding(int n, Frame caller) {
      super(caller);
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      int i = this.i;
      long sum = this.sum;
      if (state == 1) {
        sum += i;
        i++;
      }
      if (i == n) {
        return sum;
      }
      this.i = i;
      this.sum = sum;
      state = 1;
      loop.ready.add(this);
      return SUSPENDED;
    }
  }

  /** Returns what it awaited. */
  static final class PassingOn extends Frame {
    PassingOn(Frame caller) {
      super(caller);
    }

    @Override
    Object resume(ByHand loop, Object value) {
      return value;
    }
  }
}
