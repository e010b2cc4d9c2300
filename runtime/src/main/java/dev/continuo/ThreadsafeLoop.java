// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.lang.System.Logger.Level;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;

/**
 * What other threads may do to a loop, and who its own thread is.
 *
 * <pre>
 *   running:      the owner's; what others change goes through incoming
 *   not running:  of the thread that made it or ran it last, which may change things directly;
 *                 another one takes it over by running it
 *   runs by itself (on an executor): nobody's while it does not run
 * </pre>
 */
abstract class ThreadsafeLoop implements EventLoop {

  final ConcurrentLinkedQueue<Ready> incoming = new ConcurrentLinkedQueue<>();

  /** Whether {@code incoming} may have something: cheaper to ask than the queue. */
  volatile boolean hasIncoming;

  /** Whether the loop's thread is waiting, or about to. */
  volatile boolean sleeping;

  volatile boolean closed;

  /** The thread that runs the loop; null while none does. */
  volatile @Nullable Thread owner;

  /** What is current on the owner; valid while the loop runs, and of whom it is when not. */
  ThreadState thread = ThreadState.get();

  /** Guards changes of the owner, and what is changed directly while there is none. */
  private final Object handOver = new Object();

  /** Calls of other threads that have not ended. */
  private @Nullable Set<ThreadsafeCall<?>> calls;

  /** Whether the loop runs when there is something to do, without {@link #runForever}. */
  final boolean runsByItself;

  ThreadsafeLoop(boolean runsByItself) {
    this.runsByItself = runsByItself;
  }

  /** Ends the waiting of the loop, from any thread; or has it run, if it runs by itself. */
  protected abstract void wakeup();

  /** For the thread that is about to run this: the loop is now its. */
  final void takeOver() {
    synchronized (handOver) {
      if (owner == null) {
        thread = ThreadState.get();
      }
    }
  }

  /** Makes the present thread the owner. */
  final void own() {
    synchronized (handOver) {
      if (owner != null) {
        throw new IllegalStateException("This event loop is already running");
      }
      ThreadState here = ThreadState.get();
      if (here.loop != null) {
        throw new IllegalStateException("Cannot run the event loop while another loop is running");
      }
      thread = here;
      owner = Thread.currentThread();
    }
  }

  /** Whether the present thread must leave changes to {@link #route}. */
  final boolean isForeignThread() {
    return owner != Thread.currentThread();
  }

  /** Changes something, on a thread that does not run the loop: now if it may, else by the loop. */
  final void route(Runnable change) {
    synchronized (handOver) {
      if (owner == null && !runsByItself && thread == ThreadState.get()) {
        change.run();
        return;
      }
    }
    executeQuietly(change);
  }

  @Override
  public void execute(Runnable r) {
    checkOpen();
    Callback callback = new Callback(Objects.requireNonNull(r, "r"), ThreadState.get().snapshot());
    offer(callback);
    // If it was closed meanwhile, nobody looks there any more.
    if (closed && incoming.remove(callback)) {
      checkOpen();
    }
  }

  /**
   * As {@link #execute}, for what no longer matters when the loop is closed; never throws.
   *
   * @return whether it was not closed
   */
  final boolean executeQuietly(Runnable r) {
    return offerQuietly(new Callback(r, null));
  }

  /** As {@link #executeQuietly}, for what is no callback. */
  final boolean offerQuietly(Ready next) {
    if (closed) {
      return false;
    }
    try {
      offer(next);
    } catch (IllegalStateException e) {
      LoopReports.LOG.log(Level.ERROR, next + " is lost", e);
    }
    return true;
  }

  private void offer(Ready next) {
    incoming.offer(next);
    hasIncoming = true;
    if (sleeping || owner == null) {
      wakeup();
    }
  }

  /** Has {@code call} cancelled if the loop is closed before it ends. */
  final void watch(ThreadsafeCall<?> call) {
    synchronized (handOver) {
      if (calls == null) {
        calls = new LinkedHashSet<>();
      }
      calls.add(call);
    }
  }

  final void forget(ThreadsafeCall<?> call) {
    synchronized (handOver) {
      if (calls != null) {
        calls.remove(call);
      }
    }
  }

  /** The loop will run nothing more: tells those who wait for it. */
  final void abandonCalls() {
    incoming.clear();
    List<ThreadsafeCall<?>> left;
    synchronized (handOver) {
      left = calls == null ? List.of() : List.copyOf(calls);
    }
    left.forEach(ThreadsafeCall::abandon);
  }

  final void checkOpen() {
    if (closed) {
      throw new IllegalStateException("Event loop is closed");
    }
  }
}
