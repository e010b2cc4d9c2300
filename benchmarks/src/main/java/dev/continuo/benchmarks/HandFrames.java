// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import dev.continuo.benchmarks.ByHand.Cell;
import dev.continuo.benchmarks.ByHand.Frame;

/** The frames of workloads with a task or two. */
final class HandFrames {
  private HandFrames() {}

  /** Awaits a cell that has its value. */
  static final class Ready extends Frame {
    private final Cell cell;
    private final int n;
    private int i;
    private long sum;

    Ready(Cell cell, int n) {
      this.cell = cell;
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      int i = this.i;
      long sum = this.sum;
      if (state == 1) {
        sum += (Long) cell.value;
        i++;
      }
      for (; i < n; i++) {
        Object r = cell.value;
        if (r == null) {
          this.i = i;
          this.sum = sum;
          state = 1;
          cell.waiter = this;
          return ByHand.SUSPENDED;
        }
        sum += (Long) r;
      }
      return sum;
    }
  }

  /** Calls the chain. */
  static final class Calling extends Frame {
    private final int n;
    private final int depth;
    private int i;
    private long sum;

    Calling(int n, int depth) {
      this.n = n;
      this.depth = depth;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      int i = this.i;
      long sum = this.sum;
      if (state == 1) {
        sum += (Integer) value;
        i++;
      }
      for (; i < n; i++) {
        Object r = chain(depth, i, null, this);
        if (r == ByHand.SUSPENDED) {
          this.i = i;
          this.sum = sum;
          state = 1;
          return r;
        }
        sum += (Integer) r;
      }
      return sum;
    }

    /** A state machine too: its leaf could suspend as any other. */
    static Object chain(int depth, int i, Chained frame, Frame caller) {
      Object r;
      if (frame != null) {
        r = frame.value;
      } else {
        if (depth == 0) {
          return Expected.leaf(i);
        }
        r = chain(depth - 1, i, null, null);
        if (r == ByHand.SUSPENDED) {
          return new Chained(depth, i, caller).suspend();
        }
      }
      return (Integer) r + 1;
    }
  }

  /** A suspended level of the chain. */
  static final class Chained extends Frame {
    private final int depth;
    private final int i;
    Object value;

    Chained(int depth, int i, Frame caller) {
      this.depth = depth;
      this.i = i;
      this.caller = caller;
    }

    Object suspend() {
      state = 1;
      return ByHand.SUSPENDED;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      this.value = value;
      return Calling.chain(depth, i, this, caller);
    }
  }

  /** Adds up the turns of a loop that suspends in each. */
  static final class Yielding extends Frame {
    private final int n;
    private int i;
    private long sum;

    Yielding(int n) {
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
      return ByHand.SUSPENDED;
    }
  }

  /** Returns what it awaited. */
  static final class PassingOn extends Frame {
    @Override
    Object resume(ByHand loop, Object value) {
      return value;
    }
  }

  /** Makes a pending cell and awaits it, again and again. */
  static final class Awaiter extends Frame {
    private final int n;
    private int i;
    long sum;
    Cell pending;

    Awaiter(int n) {
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      if (state == 1) {
        sum += (Long) pending.value;
        i++;
      }
      if (i == n) {
        return sum;
      }
      Cell cell = new Cell();
      cell.waiter = this;
      pending = cell;
      state = 1;
      return ByHand.SUSPENDED;
    }
  }

  /** Completes the cell of the other, then lets it run. */
  static final class Completer extends Frame {
    private final Awaiter other;
    private final int n;
    private int i;

    Completer(Awaiter other, int n) {
      this.other = other;
      this.n = n;
    }

    @Override
    Object resume(ByHand loop, Object value) {
      if (i == n) {
        return ByHand.SUSPENDED;
      }
      Cell cell = other.pending;
      cell.value = (long) i++;
      loop.ready.add(cell.waiter);
      loop.ready.add(this);
      return ByHand.SUSPENDED;
    }
  }
}
