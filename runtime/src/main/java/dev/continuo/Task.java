// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Cancelled;
import dev.continuo.Settled.Raised;
import dev.continuo.spi.Suspension;
import java.io.PrintStream;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that runs on its own, beside the others of its loop. Use on the loop's thread; {@link
 * #cancel} may be called from any.
 *
 * <pre>
 *   enqueued --step--> running --SUSPENDED--> waiting for a future (or enqueued again, by a yield)
 *      ^                  \--result, exception, CancelledError--> done         |
 *      +----------------------------- wake: the future is done ---------------+
 * </pre>
 *
 * While it waits, its frames hang together from the innermost, {@code leaf}, outwards by {@code
 * caller}. A step resumes the leaf, and as frames finish, walks out. What a step needs only while
 * it runs ({@code tail}, {@code value}) is kept in the loop, so that a task stays small.
 */
public final class Task<T extends @Nullable Object> extends Future<T> {

  /** CancelledError is to be thrown at the next step or suspension, or ends the task. */
  private static final int MUST_CANCEL = 1;

  /** CancelledError was thrown by a close, which may have suppressed it: throw it once more. */
  private static final int LATE_CANCEL = 2;

  private static final int CANCEL = MUST_CANCEL | LATE_CANCEL;

  /** A request to cancel is being passed on to what this waits for. */
  private static final int PASSING_ON = 4;

  /** It came back: this waits, in a circle, for itself. */
  private static final int IN_CIRCLE = 8;

  /** The rest of {@code bits} counts the requests to cancel. */
  private static final int ONE_REQUEST = 16;

  private static final AtomicInteger NUMBERS = new AtomicInteger();

  static {
    TaskKernel.install();
  }

  /** The innermost frame; while running, the frame last resumed; at the end, the outermost. */
  @Nullable Coroutine<?> leaf;

  /** What this waits for, until the step that follows. */
  @Nullable Future<?> waiting;

  /** {@link Vars}, or a {@link Context} that is shared, or null if empty. */
  @Nullable Object context;

  /** What few tasks have. */
  private @Nullable Details details;

  /** The neighbours in the loop's list of tasks. */
  @Nullable Task<?> previous;

  @Nullable Task<?> next;

  private final int number;
  private int bits;

  private static final class Details {
    @Nullable String name;
    @Nullable String message;
    StackTraceElement @Nullable [] created;
    @Nullable TaskHistory history;
  }

  Task(@Nullable BaseEventLoop loop, @Nullable Coroutine<?> coroutine, @Nullable Object context) {
    super(loop);
    this.leaf = coroutine;
    this.context = context;
    this.number = NUMBERS.incrementAndGet();
  }

  /** A task that is done, for the return statement of an {@code @Async} method. */
  public static <T extends @Nullable Object> Task<T> of(T value) {
    Task<T> task = new Task<>(ThreadState.get().loop, null, null);
    task.result = Settled.encode(value);
    return task;
  }

  // ---- running

  /** Has the next step run in the loop's next pass. */
  void wake() {
    Objects.requireNonNull(loop).enqueue(this);
  }

  /** Runs the coroutine until it suspends or ends; never throws. */
  void step() {
    BaseEventLoop l = Objects.requireNonNull(loop);
    ThreadState thread = l.thread;
    // Stores of references have a price, the collector's barriers: spare those without effect.
    if (thread.task != this) {
      thread.task = this;
    }
    if (thread.context != context) {
      thread.context = context;
    }
    Future<?> awaited = waiting;
    if (awaited != null) {
      waiting = null;
      l.value = awaited.result;
    } else if (l.value != null) {
      l.value = null;
    }
    Coroutine<?> f = leaf;
    if (f != null && f.state == Coroutine.TAKEN) {
      f.state = Coroutine.STARTED;
      if ((bits & CANCEL) != 0) {
        finishTask(takeCancel());
        return;
      }
    } else if ((bits & CANCEL) != 0) {
      l.value = takeCancel();
    }
    run(l, f);
    if (thread.context != context) {
      context = thread.context;
    }
  }

  private void run(BaseEventLoop l, @Nullable Coroutine<?> first) {
    Coroutine<?> f = first;
    for (; ; ) {
      Object r;
      try {
        r = f == null ? TaskKernel.resumed(l) : f.resume(this);
      } catch (Throwable t) {
        r = raised(l, t, f);
      }
      if (r == Suspension.SUSPENDED) {
        suspended(l, f);
        return;
      }
      Coroutine<?> caller = null;
      if (f != null) {
        caller = f.caller;
        f.caller = null;
        if (r != Suspension.EMITTED) {
          f.state = Coroutine.STARTED;
        }
      }
      if (caller == null) {
        end(r);
        return;
      }
      l.value = r;
      leaf = f = caller;
    }
  }

  private Raised raised(BaseEventLoop l, Throwable t, @Nullable Coroutine<?> f) {
    Raised before = l.raised;
    if (before != null && before.exception == t) {
      return before;
    }
    Traces.left(t, f, this);
    Raised raised = new Raised(t);
    l.raised = raised;
    return raised;
  }

  /** Hangs the frames that were suspended in this step before the caller of the one resumed. */
  private void suspended(BaseEventLoop l, @Nullable Coroutine<?> resumed) {
    if (l.leafStays) {
      l.leafStays = false;
      return;
    }
    Coroutine<?> tail = l.tail;
    l.tail = null;
    if (tail == resumed) {
      return;
    }
    // The resumed frame is gone: it only passed on what it awaited last.
    Coroutine<?> caller = null;
    if (resumed != null) {
      caller = resumed.caller;
      resumed.caller = null;
    }
    if (tail == null) {
      leaf = caller;
    } else {
      tail.caller = caller;
    }
  }

  private void end(@Nullable Object r) {
    if (r instanceof Raised raised) {
      Throwable t = raised.exception;
      finishTask(t instanceof CancelledError e ? new Cancelled(e) : Traces.failure(t, this));
    } else if ((bits & MUST_CANCEL) != 0) {
      finishTask(takeCancel());
    } else {
      finishTask(Settled.encode(r));
    }
  }

  private void finishTask(Object settled) {
    Objects.requireNonNull(loop).tasks.remove(this);
    finish(settled);
  }

  /** Runs the first step inside the present one. */
  void startEagerly() {
    ThreadState thread = Objects.requireNonNull(loop).thread;
    Task<?> outerTask = thread.task;
    Object outerContext = thread.context;
    if (loop.instrumented) {
      loop.instruments.step(this);
    } else {
      step();
    }
    thread.task = outerTask;
    thread.context = outerContext;
  }

  // ---- awaiting

  /** Waits for a future that is not done; gives SUSPENDED. */
  Object suspendOn(Future<?> future) {
    if (future.loop != loop || future == this) {
      // As in asyncio the await throws in the next pass, when others have had their turn.
      waiting = new Future<>(loop, new Settled.Failure(wrongFuture(future)));
      wake();
      return Suspension.SUSPENDED;
    }
    waiting = future;
    Object slot = future.waiters;
    future.waiters = slot == null ? this : Waiters.add(slot, this);
    if ((bits & CANCEL) != 0 && future.requestCancel(message())) {
      bits &= ~CANCEL;
    }
    return Suspension.SUSPENDED;
  }

  private IllegalStateException wrongFuture(Future<?> future) {
    return new IllegalStateException(
        future == this
            ? "Task cannot await on itself: " + this
            : this + " got " + future + " attached to a different loop");
  }

  // ---- cancelling

  @Override
  boolean requestCancel(@Nullable String message) {
    return CancelRequest.send(this, message);
  }

  @Override
  @Nullable List<? extends Future<?>> beginCancel() {
    if (result != null) {
      super.requestCancel(null);
      return null;
    }
    if ((bits & PASSING_ON) != 0) {
      bits |= IN_CIRCLE;
      return null;
    }
    bits += ONE_REQUEST;
    Future<?> awaited = waiting;
    if (awaited == null) {
      return List.of();
    }
    bits |= PASSING_ON;
    return List.of(awaited);
  }

  @Override
  boolean endCancel(boolean accepted, @Nullable String message) {
    boolean inCircle = (bits & IN_CIRCLE) != 0;
    bits &= ~(PASSING_ON | IN_CIRCLE);
    Future<?> awaited = waiting;
    if (inCircle && awaited != null) {
      // Nobody else will ever wake it.
      awaited.waiters = Waiters.remove(awaited.waiters, waiter -> waiter == this);
      waiting = null;
      wake();
    } else if (accepted) {
      return true;
    }
    bits |= MUST_CANCEL;
    if (message != null || details != null) {
      details().message = message;
    }
    return true;
  }

  private Cancelled takeCancel() {
    bits &= ~CANCEL;
    return new Cancelled(message());
  }

  /** Whether a {@link CancelledError} is still to be thrown. */
  boolean isCancelPending() {
    return (bits & CANCEL) != 0;
  }

  /** A cancellation was held back: have it thrown at the next await, or end the task. */
  void cancelAtNextAwait(CancelledError error) {
    bits |= MUST_CANCEL;
    details().message = error.getMessage();
  }

  /** A close threw {@code error}: perhaps nobody will see it, so have it thrown once more. */
  void cancelOnceMore(CancelledError error) {
    if (cancelling() > 0) {
      bits |= LATE_CANCEL;
      details().message = error.getMessage();
    }
  }

  /** How often it was asked to end, less how often that was taken back. */
  public int cancelling() {
    return bits / ONE_REQUEST;
  }

  /**
   * Takes one request to cancel back, for who has handled a {@link CancelledError}. When none is
   * left, an error not yet thrown will not be.
   *
   * @return how many requests are left
   */
  public int uncancel() {
    if (bits >= ONE_REQUEST) {
      bits -= ONE_REQUEST;
    }
    if (bits < ONE_REQUEST) {
      bits = 0;
    }
    return cancelling();
  }

  // ---- what it is

  /** The name; {@code Task-N} unless it was given another. */
  public String name() {
    Details d = details;
    return d == null || d.name == null ? "Task-" + Integer.toUnsignedString(number) : d.name;
  }

  /** Gives it another name. */
  public void setName(String n) {
    details().name = Objects.requireNonNull(n, "n");
  }

  /** The outermost coroutine; null if it was done, or waits for a future, with nothing around. */
  @SuppressWarnings("unchecked")
  public @Nullable Coroutine<T> coroutine() {
    Coroutine<?> f = leaf;
    while (f != null && f.caller != null) {
      f = f.caller;
    }
    return (Coroutine<T>) f;
  }

  /** The context that its steps run in; what they set shows here. */
  public Context context() {
    ThreadState thread = ThreadState.get();
    Object current = thread.task == this ? thread.context : context;
    if (current instanceof Context shared) {
      return shared;
    }
    Context shared = new Context((Vars) current);
    context = shared;
    if (thread.task == this) {
      thread.context = shared;
    }
    return shared;
  }

  /** Where it is suspended: the whole chain of awaits, innermost first; empty when done. */
  public List<StackTraceElement> stack() {
    return isDone() ? List.of() : AwaitChain.from(leaf);
  }

  /** Prints {@link #stack} as a stack trace is printed. */
  public void printStack(PrintStream out) {
    Objects.requireNonNull(out, "out").println(AwaitChain.text(this));
  }

  /** Fails: a task is completed by its coroutine. */
  @Override
  public void setResult(T v) {
    throw new IllegalStateException("Task does not support setResult operation");
  }

  /** Fails: a task is completed by its coroutine. */
  @Override
  public void setException(Throwable t) {
    throw new IllegalStateException("Task does not support setException operation");
  }

  void createdHere(long time) {
    details().created = new Throwable().getStackTrace();
    details().history = new TaskHistory(time);
  }

  /** In debug mode: what is known of its steps; otherwise null. */
  @Nullable TaskHistory history() {
    return details == null ? null : details.history;
  }

  StackTraceElement @Nullable [] created() {
    return details == null ? null : details.created;
  }

  private Details details() {
    Details d = details;
    if (d == null) {
      d = new Details();
      details = d;
    }
    return d;
  }

  private @Nullable String message() {
    return details == null ? null : details.message;
  }

  @Override
  String kind() {
    return "Task";
  }

  int number() {
    return number;
  }
}
