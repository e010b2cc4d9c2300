// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine that the weaver made, or one of the runtime's written by hand.
 *
 * <pre>
 *   0 created --await, createTask--> -1 running --suspend(k)--> k suspended --resume--> ...
 *                                        \--result, exception--> -1 finished
 * </pre>
 */
public abstract class Frame<T extends @Nullable Object> extends Coroutine<T> {

  /** A coroutine of which nothing has run yet. */
  @SuppressWarnings("this-escape")
  protected Frame() {
    Suspension.KERNEL.created(this);
    if (DirectProbe.watching) {
      DirectProbe.created(this);
    }
  }

  /** The suspension point to go on from: 1 and up; 0 or less to begin. */
  public final int state() {
    return Suspension.KERNEL.state(this);
  }

  /** Remembers where to go on, and joins the frames that the task will resume. */
  public final Object suspend(int state, Task<?> task) {
    Suspension.KERNEL.suspend(this, state, task);
    return Suspension.SUSPENDED;
  }

  /** Remembers where a generator goes on after the element just emitted. */
  public final Object emit(int state) {
    Suspension.KERNEL.emitted(this, state);
    return Suspension.EMITTED;
  }

  /** Runs the body from {@link #state}: its result, SUSPENDED, EMITTED, or it throws. */
  @Override
  protected abstract @Nullable Object resume(Task<?> task) throws Throwable;

  /**
   * One constant: binary class name, method, file, and the comma separated lines of the suspension
   * points, each on a line of its own. The file is empty and a line 0 if unknown.
   */
  protected abstract String where();

  /** For calls that make no coroutine; null if it cannot be called by name. */
  protected @Nullable DirectBody direct() {
    return null;
  }

  /** The name of the method. */
  @Override
  public String name() {
    String where = where();
    int begin = where.indexOf('\n') + 1;
    return where.substring(begin, where.indexOf('\n', begin));
  }

  @Override
  protected final @Nullable String description() {
    return where();
  }
}
