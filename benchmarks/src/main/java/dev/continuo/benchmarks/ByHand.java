// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks;

import java.util.ArrayDeque;

/**
 * The state machines a person would write, on a plain ready queue: the limit to measure against.
 */
final class ByHand implements Library {
  static final Object SUSPENDED = new Object();

  /** One for each async call that is suspended. */
  abstract static class Frame {
    Frame caller;
    int state;

    /** Runs until the next suspension, or gives the result. */
    abstract Object resume(ByHand loop, Object value);
  }

  /** A value that somebody may wait for. */
  static class Cell {
    Object value;
    Frame waiter;
  }

  final ArrayDeque<Frame> ready = new ArrayDeque<>();
  final HandWheel wheel = new HandWheel(this);

  long run(Frame leaf) {
    ready.add(leaf);
    runReady();
    return last;
  }

  private long last;

  void runReady() {
    for (Frame frame = ready.poll(); frame != null; frame = ready.poll()) {
      Object result = frame.resume(this, null);
      Frame caller = frame.caller;
      while (result != SUSPENDED && caller != null) {
        frame = caller;
        result = caller.resume(this, result);
        caller = frame.caller;
      }
      if (result instanceof Long value) {
        last = value;
      }
    }
  }

  @Override
  public long awaitReady(int n) {
    Cell cell = new Cell();
    cell.value = Expected.READY;
    return run(new HandFrames.Ready(cell, n));
  }

  @Override
  public long callChain(int n, int depth) {
    return run(new HandFrames.Calling(n, depth));
  }

  @Override
  public long suspendResume(int n, int depth) {
    Frame caller = null;
    for (int i = 0; i < depth; i++) {
      Frame frame = new HandFrames.PassingOn();
      frame.caller = caller;
      caller = frame;
    }
    Frame leaf = new HandFrames.Yielding(n);
    leaf.caller = caller;
    return run(leaf);
  }

  @Override
  public long freshFuture(int n) {
    HandFrames.Awaiter awaiter = new HandFrames.Awaiter(n);
    ready.add(awaiter);
    ready.add(new HandFrames.Completer(awaiter, n));
    runReady();
    return awaiter.sum;
  }

  @Override
  public long spawnJoin(int n) {
    HandTrees.Join join = new HandTrees.Join(n);
    for (int i = 0; i < n; i++) {
      ready.add(new HandTrees.YieldOnce(join, i));
    }
    runReady();
    return join.sum;
  }

  @Override
  public long skynet(int leaves) {
    HandTrees.Join root = new HandTrees.Join(1);
    ready.add(new HandTrees.Node(root, 0, leaves));
    runReady();
    return root.sum;
  }

  @Override
  public long queue(int n) {
    HandQueue queue = new HandQueue(64);
    HandQueue.Consumer consumer = new HandQueue.Consumer(queue, n);
    ready.add(new HandQueue.Producer(queue, n));
    ready.add(consumer);
    runReady();
    return consumer.sum;
  }

  @Override
  public long timers(int n) {
    HandTrees.Join join = new HandTrees.Join(n);
    for (int i = 0; i < n; i++) {
      wheel.add(new HandTrees.SleepOnce(join, i), Expected.sleepMillis(i));
    }
    wheel.run();
    return join.sum;
  }

  @Override
  public Object hold(int n, boolean sleeping) {
    Object[] held = new Object[n];
    for (int i = 0; i < n; i++) {
      HandTrees.Held frame = new HandTrees.Held(i);
      held[i] = sleeping ? wheel.add(frame, 3_600_000) : frame.cell();
    }
    return held;
  }
}
