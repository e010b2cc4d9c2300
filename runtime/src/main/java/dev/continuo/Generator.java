// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * An iteration over what a woven generator emits.
 *
 * <pre>
 *   the body's frame: suspended at an emit; resumed by an Advance, or by a Close with GeneratorExit
 *   element is set:   hasNext() has found it, next() will take it
 *   delegate is set:  the body returned another iteration, which goes on instead
 * </pre>
 */
final class Generator<T extends @Nullable Object> implements AsyncIterator<T> {

  private static final Object NONE = new Object();
  private static final Coroutine<Boolean> TRUE = Coroutine.of(true);

  private final Frame<?> body;
  private @Nullable Object element = NONE;
  private @Nullable AsyncIterator<T> delegate;
  private boolean started;
  private boolean running;
  private boolean finished;

  Generator(Frame<?> body) {
    this.body = body;
  }

  @Override
  public Coroutine<Boolean> hasNext() {
    return element != NONE ? TRUE : new Advance();
  }

  @Override
  @SuppressWarnings("unchecked")
  public T next() {
    if (delegate != null) {
      return delegate.next();
    }
    Object next = element;
    if (next == NONE) {
      throw new NoSuchElementException("hasNext() has not given true");
    }
    element = NONE;
    return (T) next;
  }

  @Override
  public Coroutine<Void> closeAsync() {
    return new Close();
  }

  /** Runs the body up to its next emit, or its end; {@code delivered} awaits it at its emit. */
  private @Nullable Object runBody(@Nullable Object delivered, Task<?> task) throws Throwable {
    if (running) {
      throw new IllegalStateException("asynchronous generator is already running");
    }
    running = true;
    started = true;
    task.boundLoop().value = delivered;
    try {
      return ((Coroutine<?>) body).resume(task);
    } catch (Throwable t) {
      ended();
      throw t;
    }
  }

  /** What the body, suspended since {@link #runBody}, gave. */
  private @Nullable Object bodyResumed(Task<?> task) throws Throwable {
    try {
      return Suspension.resumed(task);
    } catch (Throwable t) {
      ended();
      throw t;
    }
  }

  private void ended() {
    running = false;
    finished = true;
  }

  private abstract static class Step<R extends @Nullable Object> extends Frame<R> {
    static final int IN_BODY = 1;
    static final int IN_DELEGATE = 2;
  }

  private final class Advance extends Step<Boolean> {

    @Override
    protected @Nullable Object resume(Task<?> task) throws Throwable {
      switch (state()) {
        case IN_BODY:
          return after(bodyResumed(task), task);
        case IN_DELEGATE:
          return Suspension.resumed(task);
        default:
          return begin(task);
      }
    }

    private @Nullable Object begin(Task<?> task) throws Throwable {
      if (element != NONE) {
        return true;
      }
      if (delegate != null) {
        return advance(delegate, task);
      }
      if (finished && !running) {
        return false;
      }
      Object r = runBody(null, task);
      return r == Suspension.SUSPENDED ? suspend(IN_BODY, task) : after(r, task);
    }

    private @Nullable Object after(@Nullable Object r, Task<?> task) throws Throwable {
      running = false;
      if (r == Suspension.EMITTED) {
        BaseEventLoop loop = task.boundLoop();
        element = loop.emitted;
        loop.emitted = null;
        return true;
      }
      finished = true;
      if (r == EmptyIterator.END) {
        return false;
      }
      delegate = asDelegate(r);
      return advance(delegate, task);
    }

    @SuppressWarnings("unchecked")
    private AsyncIterator<T> asDelegate(@Nullable Object r) {
      if (r == null) {
        throw new NullPointerException(
            "a generator must not return null: return AsyncIterator.end()");
      }
      return (AsyncIterator<T>) r;
    }

    private @Nullable Object advance(AsyncIterator<T> source, Task<?> task) throws Throwable {
      Object r = Suspension.await(source.hasNext(), task);
      return r == Suspension.SUSPENDED ? suspend(IN_DELEGATE, task) : r;
    }

    @Override
    protected String where() {
      return "dev.continuo.AsyncIterator\nhasNext\n\n0";
    }
  }

  private final class Close extends Step<Void> {

    @Override
    protected @Nullable Object resume(Task<?> task) throws Throwable {
      try {
        switch (state()) {
          case IN_BODY:
            return after(bodyResumed(task));
          case IN_DELEGATE:
            return Suspension.resumed(task);
          default:
            return begin(task);
        }
      } catch (GeneratorExit e) {
        return null;
      }
    }

    private @Nullable Object begin(Task<?> task) throws Throwable {
      element = NONE;
      if (delegate != null) {
        Object r = Suspension.await(delegate.closeAsync(), task);
        return r == Suspension.SUSPENDED ? suspend(IN_DELEGATE, task) : r;
      }
      if (!running && (finished || !started)) {
        finished = true;
        return null;
      }
      Object r = runBody(new Settled.Raised(new GeneratorExit()), task);
      return r == Suspension.SUSPENDED ? suspend(IN_BODY, task) : after(r);
    }

    private @Nullable Object after(@Nullable Object r) {
      ended();
      if (r == Suspension.EMITTED) {
        throw new IllegalStateException("async generator ignored GeneratorExit");
      }
      return null;
    }

    @Override
    protected String where() {
      return "dev.continuo.AsyncIterator\ncloseAsync\n\n0";
    }
  }
}
