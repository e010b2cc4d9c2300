// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Kernel;
import dev.continuo.spi.Suspension;
import java.util.Iterator;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What woven code asks of tasks, futures and coroutines. */
final class TaskKernel extends Kernel {

  private TaskKernel() {}

  static void install() {
    install(new TaskKernel());
    TaskInsight.install();
  }

  @Override
  protected void created(Frame<?> frame) {
    if (NeverAwaited.enabled) {
      NeverAwaited.created(frame);
    }
  }

  @Override
  protected int state(Frame<?> frame) {
    return ((Coroutine<?>) frame).state;
  }

  @Override
  protected void suspend(Frame<?> frame, int state, Task<?> task) {
    Coroutine<?> f = frame;
    if (NeverAwaited.enabled && f.state == Coroutine.CREATED) {
      f.begin(state);
    }
    f.state = state;
    BaseEventLoop loop = Objects.requireNonNull(task.loop);
    Coroutine<?> tail = loop.tail;
    if (tail == null && task.leaf == f) {
      loop.leafStays = true;
      return;
    }
    if (tail == null) {
      task.leaf = f;
    } else {
      tail.caller = f;
    }
    loop.tail = f;
  }

  @Override
  protected void emitted(Frame<?> frame, int state) {
    ((Coroutine<?>) frame).state = state;
  }

  @Override
  protected @Nullable Object await(Awaitable<?> a, Task<?> task) throws Throwable {
    if (a instanceof Coroutine<?> c) {
      if (c.state == Coroutine.CREATED) {
        c.begin(Coroutine.STARTED);
        return c.resume(task);
      }
      return c.again(task);
    }
    if (a instanceof Future<?> future) {
      Object r = future.result;
      if (r == null) {
        return task.suspendOn(future);
      }
      return r instanceof Settled settled ? valueOf(settled, task) : r;
    }
    Coroutine<?> c = Objects.requireNonNull(a, "a").asCoroutine();
    return await((Awaitable<?>) Objects.requireNonNull(c, "asCoroutine() returned null"), task);
  }

  @Override
  protected @Nullable Object await(CompletionStage<?> s, Task<?> task) throws Throwable {
    CompletionStage<?> stage = Stages.askable(Objects.requireNonNull(s, "s"));
    if (stage instanceof CompletableFuture<?> future && future.isDone()) {
      return Stages.valueOf(future);
    }
    return await((Awaitable<?>) Stages.toFuture(stage, task.boundLoop()), task);
  }

  @Override
  protected @Nullable Object resumed(Task<?> task) throws Throwable {
    return resumed(task.boundLoop());
  }

  static @Nullable Object resumed(BaseEventLoop loop) throws Throwable {
    Object value = loop.value;
    if (value == null) {
      return null;
    }
    loop.value = null;
    return value instanceof Settled settled ? valueOf(settled, loop) : value;
  }

  private static @Nullable Object valueOf(Settled settled, BaseEventLoop loop) throws Throwable {
    return valueOf(settled, Objects.requireNonNull(loop.thread.task));
  }

  private static @Nullable Object valueOf(Settled settled, Task<?> task) throws Throwable {
    if (settled instanceof Settled.Failure failure) {
      throw Traces.delivered(failure, task);
    }
    return settled.get();
  }

  @Override
  protected void emit(@Nullable Object value, Task<?> task) {
    task.boundLoop().emitted = value;
  }

  @Override
  protected @Nullable Object hasNext(Iterator<?> iterator, Task<?> task) throws Throwable {
    if (iterator instanceof EachIterator<?> each) {
      return await((Awaitable<?>) each.source.hasNext(), task);
    }
    return iterator.hasNext();
  }

  @Override
  protected @Nullable Object close(AsyncCloseable closeable, Task<?> task) throws Throwable {
    return await((Awaitable<?>) closeable.closeAsync(), task);
  }

  @Override
  protected @Nullable Object closeSuppressing(AsyncCloseable closeable, Task<?> task)
      throws Throwable {
    return await((Awaitable<?>) new Closing(closeable), task);
  }

  @Override
  protected @Nullable Object result(@Nullable Object returned, Task<?> task) throws Throwable {
    if (returned instanceof AsyncIterator<?>) {
      return returned;
    }
    if (returned instanceof Awaitable<?> awaitable) {
      return await(awaitable, task);
    }
    if (returned instanceof CompletionStage<?> stage) {
      return await(stage, task);
    }
    throw new NullPointerException(
        "an @Async method must not return null: return Coroutine.of(null) or Coroutine.done()");
  }

  @Override
  protected <T extends @Nullable Object> Task<T> startTask(Frame<T> frame) {
    return Asyncio.createTask(frame);
  }

  @Override
  protected <T extends @Nullable Object> CompletableFuture<T> startCompletableFuture(
      Frame<T> frame) {
    ThreadState thread = ThreadState.get();
    BaseEventLoop loop = thread.loop;
    if (loop != null) {
      Task<T> task = loop.newTask(frame, null, thread.snapshot());
      task.startEagerly();
      return Stages.view(task);
    }
    ExecutorEventLoop detached = new ExecutorEventLoop(Runnable::run);
    Task<T> task = detached.newTask(frame, null, thread.snapshot());
    CompletableFuture<T> view = Stages.view(task);
    task.wake();
    return view;
  }

  @Override
  protected <T extends @Nullable Object> AsyncIterator<T> startGenerator(Frame<T> frame) {
    ((Coroutine<?>) frame).begin(Coroutine.STARTED);
    return new Generator<>(frame);
  }

  /** Awaits a close; a cancellation that comes out of it must not get lost. */
  private static final class Closing extends Frame<Void> {

    private final AsyncCloseable closeable;

    Closing(AsyncCloseable closeable) {
      this.closeable = closeable;
    }

    @Override
    protected @Nullable Object resume(Task<?> task) throws Throwable {
      try {
        if (state() > 0) {
          return Suspension.resumed(task);
        }
        Object r = Suspension.await(closeable.closeAsync(), task);
        return r == Suspension.SUSPENDED ? suspend(1, task) : r;
      } catch (CancelledError e) {
        task.cancelOnceMore(e);
        throw e;
      }
    }

    @Override
    protected String where() {
      return "dev.continuo.AsyncCloseable\nclose\n\n0";
    }
  }
}
