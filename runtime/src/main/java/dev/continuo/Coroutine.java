// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A computation that pauses at its awaits. It runs nothing until it is awaited or made a task, and
 * runs once. Programs get coroutines from {@code @Async} methods and do not extend this class.
 */
public abstract class Coroutine<T extends @Nullable Object> implements Awaitable<T> {

  /** Nothing has run. */
  static final int CREATED = 0;

  /** Running, or finished. */
  static final int STARTED = -1;

  /** A task will run it and nothing else may. */
  static final int TAKEN = -2;

  /** One of the states above, or the number of the point where it is suspended. */
  int state;

  /** What awaits this one, while both are suspended. */
  @Nullable Coroutine<?> caller;

  /** For the frames that the weaver makes. */
  protected Coroutine() {}

  /** A completed coroutine: it may be awaited any number of times. */
  public static <T extends @Nullable Object> Coroutine<T> of(T value) {
    return new CompletedCoroutine<>(value, null);
  }

  /** The completed coroutine without a value. */
  @SuppressWarnings("unchecked")
  public static Coroutine<Void> done() {
    return (Coroutine<Void>) CompletedCoroutine.DONE;
  }

  /** A coroutine whose await throws {@code t}, any number of times. */
  public static <T extends @Nullable Object> Coroutine<T> failed(Throwable t) {
    return new CompletedCoroutine<>(null, Objects.requireNonNull(t, "t"));
  }

  /** Runs the body from {@link #state}; see {@code dev.continuo.spi.Frame}. */
  protected abstract @Nullable Object resume(Task<?> task) throws Throwable;

  /** Names the source of the body, as {@code Frame.where()} does; null if there is none. */
  protected @Nullable String description() {
    return null;
  }

  /** This coroutine. */
  @Override
  public Coroutine<T> asCoroutine() {
    return this;
  }

  /** The name of the method or the operation. */
  public abstract String name();

  /**
   * Drops a coroutine that has not begun: it is not reported as never awaited, and an await of it
   * fails. Does nothing to one that has begun.
   */
  public void close() {
    if (state == CREATED) {
      begin(STARTED);
    }
  }

  /** Leaves the state created. */
  final void begin(int newState) {
    state = newState;
    if (NeverAwaited.enabled) {
      NeverAwaited.begun(this);
    }
  }

  /** Runs this one, awaited a second time; most may not be. */
  @Nullable Object again(Task<?> task) throws Throwable {
    throw new IllegalStateException(
        state == STARTED
            ? "cannot reuse already awaited coroutine"
            : "coroutine is being awaited already");
  }

  /** The root of a new task: this one, or a copy of what may run more than once. */
  Coroutine<T> taken() {
    if (state != CREATED) {
      throw new IllegalStateException("cannot reuse already awaited coroutine");
    }
    begin(TAKEN);
    return this;
  }

  @Override
  public String toString() {
    return "<coroutine " + name() + ">";
  }
}
