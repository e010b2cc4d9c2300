// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The functions of the asyncio model, meant for {@code import static dev.continuo.Asyncio.*}. Use
 * on the thread of a running loop, unless said otherwise.
 */
public final class Asyncio {

  private Asyncio() {}

  // ---- running

  /**
   * Runs {@code main} on a new loop of this thread: its value, or throws what failed it, as is.
   * Tasks it leaves are cancelled and awaited, threads of {@link #toThread} too; signals and
   * interruptions cancel {@code main}: see {@link Runner#run} and {@link Runner#close}.
   *
   * @throws IllegalStateException if a loop runs on this thread
   */
  public static <T extends @Nullable Object> T run(Coroutine<T> main) {
    Objects.requireNonNull(main, "main");
    if (ThreadState.get().loop != null) {
      throw new IllegalStateException("Asyncio.run() cannot be called from a running event loop");
    }
    try (Runner runner = new Runner()) {
      return runner.run(main);
    }
  }

  /** As {@link #run(Coroutine)}; the call of {@code main} happens on the loop. */
  public static <T extends @Nullable Object> T run(AsyncCallable<T> main) {
    return run(async(Objects.requireNonNull(main, "main")));
  }

  // ---- what only woven code can do

  /**
   * Waits for {@code a}: its value, or throws what it throws.
   *
   * @throws IllegalStateException in code that is not woven
   */
  public static <T extends @Nullable Object> T await(Awaitable<? extends T> a) {
    throw unwoven("await()");
  }

  /**
   * Waits for {@code s}: its value, or throws what failed it, not wrapped.
   *
   * @throws IllegalStateException in code that is not woven
   */
  public static <T extends @Nullable Object> T await(CompletionStage<? extends T> s) {
    throw unwoven("await()");
  }

  /** As {@link #await(Awaitable)}; declares the exception so that it can be caught. */
  public static <T extends @Nullable Object, X extends Throwable> T await(
      Awaitable<? extends T> a, Class<X> declared) throws X {
    throw unwoven("await()");
  }

  /** As {@link #await(CompletionStage)}; declares the exception so that it can be caught. */
  public static <T extends @Nullable Object, X extends Throwable> T await(
      CompletionStage<? extends T> s, Class<X> declared) throws X {
    throw unwoven("await()");
  }

  /**
   * Gives {@code value} to the consumer of this generator, and goes on when it asks for more.
   *
   * @throws IllegalStateException in code that is not woven
   */
  public static <T extends @Nullable Object> void emit(T value) {
    throw unwoven("emit()");
  }

  /**
   * For a for statement that awaits each element.
   *
   * @throws IllegalStateException from the iterator, in code that is not woven
   */
  public static <T extends @Nullable Object> Iterable<T> each(AsyncIterable<T> source) {
    Objects.requireNonNull(source, "source");
    return () -> new EachIterator<>(source.iterator());
  }

  static IllegalStateException unwoven(String call) {
    return new IllegalStateException(
        call
            + " was called in code that is not woven. The enclosing method must be @Async, or a"
            + " lambda that returns an awaitable, and its class must be woven in one of three ways:"
            + " compile with the annotation processor continuo-annotation, run with"
            + " -javaagent:continuo-agent.jar, or build with the Maven plugin"
            + " continuo-maven-plugin");
  }

  // ---- coroutines and tasks

  /** A coroutine from a lambda; {@code body.call()} is part of it, and so is what that throws. */
  public static <T extends @Nullable Object> Coroutine<T> async(AsyncCallable<T> body) {
    return new AsyncCall<>(Objects.requireNonNull(body, "body"));
  }

  /**
   * Has {@code c} run as a task, beginning in the loop's next pass, in a copy of this context.
   *
   * @throws IllegalStateException if no loop is running, or {@code c} has begun
   */
  public static <T extends @Nullable Object> Task<T> createTask(Coroutine<T> c) {
    return start(c, null, null);
  }

  /** As {@link #createTask(Coroutine)}, with a name. */
  public static <T extends @Nullable Object> Task<T> createTask(String name, Coroutine<T> c) {
    return start(c, Objects.requireNonNull(name, "name"), null);
  }

  /** As {@link #createTask(Coroutine)}, in {@code context} itself, not in a copy. */
  public static <T extends @Nullable Object> Task<T> createTask(Context context, Coroutine<T> c) {
    return start(c, null, Objects.requireNonNull(context, "context"));
  }

  private static <T extends @Nullable Object> Task<T> start(
      Coroutine<T> c, @Nullable String name, @Nullable Context context) {
    Objects.requireNonNull(c, "c");
    ThreadState thread = ThreadState.get();
    BaseEventLoop loop = thread.loop;
    if (loop == null) {
      throw new IllegalStateException("no running event loop");
    }
    return loop.createTask(c, name, context != null ? context : thread.snapshot());
  }

  /** The future itself, or else a task that awaits {@code a}. */
  static <T extends @Nullable Object> Future<T> ensureFuture(Awaitable<T> a) {
    return a instanceof Future<T> future ? future : createTask(a.asCoroutine());
  }

  /** The task whose step is running; null in a plain callback. */
  public static @Nullable Task<?> currentTask() {
    return ThreadState.get().task;
  }

  /** The tasks of the running loop that are not done, in creation order. */
  public static Set<Task<?>> allTasks() {
    return BaseEventLoop.current().tasks();
  }

  /** Has tasks of the running loop begin inside {@code createTask}, or not. */
  public static void setEagerTasks(boolean on) {
    BaseEventLoop.current().setEagerTasks(on);
  }

  /** Waits for {@code d}; for zero or less, lets the others run once. */
  public static Coroutine<Void> sleep(Duration d) {
    return new Sleep<>(Durations.nanos(Objects.requireNonNull(d, "d")), null);
  }

  /** As {@link #sleep(Duration)}, and then gives {@code result}. */
  public static <T extends @Nullable Object> Coroutine<T> sleep(Duration d, T result) {
    return new Sleep<>(Durations.nanos(Objects.requireNonNull(d, "d")), result);
  }

  /** Lets the others run once. */
  public static Coroutine<Void> yieldNow() {
    return YieldNow.instance();
  }

  // ---- several at once

  /**
   * Waits for all: the values in the order of the arguments. The first failure is thrown at once;
   * the others go on. Cancelling the future cancels all that are not done.
   *
   * @throws IllegalArgumentException if the futures belong to different loops
   */
  public static <T extends @Nullable Object> Future<List<T>> gather(
      Collection<? extends Awaitable<? extends T>> all) {
    return Gather.of(asList(Objects.requireNonNull(all, "all")), false);
  }

  /** As {@link #gather(Collection)}. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> Future<List<T>> gather(Awaitable<? extends T>... all) {
    return Gather.of(Arrays.asList(Objects.requireNonNull(all, "all")), false);
  }

  /** As {@link #gather(Collection)}, but a failure is an element of the list. */
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomes(
      Collection<? extends Awaitable<? extends T>> all) {
    return Gather.of(asList(Objects.requireNonNull(all, "all")), true);
  }

  /** As {@link #gatherOutcomes(Collection)}. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  public static <T extends @Nullable Object> Future<List<Outcome<T>>> gatherOutcomes(
      Awaitable<? extends T>... all) {
    return Gather.of(Arrays.asList(Objects.requireNonNull(all, "all")), true);
  }

  private static <E> List<E> asList(Collection<E> all) {
    return all instanceof List<E> list && list instanceof RandomAccess ? list : List.copyOf(all);
  }

  /** Waits until {@code when}; cancels nothing. The await throws if there is no future. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitUntil(
      Collection<? extends F> futures, ReturnWhen when) {
    Objects.requireNonNull(futures, "futures");
    return new WaitUntil<>(futures, Objects.requireNonNull(when, "when"), null);
  }

  /** As {@link #waitUntil(Collection, ReturnWhen)}, but only waits for {@code limit}. */
  public static <F extends Future<?>> Coroutine<Waited<F>> waitUntil(
      Collection<? extends F> futures, ReturnWhen when, Duration limit) {
    Objects.requireNonNull(futures, "futures");
    Objects.requireNonNull(when, "when");
    return new WaitUntil<>(futures, when, Durations.nanos(Objects.requireNonNull(limit, "limit")));
  }

  /** A future that ends as {@code a} does; cancelling it does not cancel {@code a}. */
  public static <T extends @Nullable Object> Future<T> shield(Awaitable<T> a) {
    return Shield.of(ensureFuture(Objects.requireNonNull(a, "a")));
  }

  /** As {@link #asCompleted(Collection, Duration)}, without a limit. */
  public static <T extends @Nullable Object> AsyncIterable<Future<T>> asCompleted(
      Collection<? extends Awaitable<? extends T>> all) {
    return AsCompleted.of(Objects.requireNonNull(all, "all"), null);
  }

  /**
   * For iterating once over the futures, or tasks made of the coroutines, as they complete; each is
   * done then. When {@code limit} is over, counted from this call, the iteration throws {@link
   * AsyncTimeoutException}; nothing is cancelled.
   */
  public static <T extends @Nullable Object> AsyncIterable<Future<T>> asCompleted(
      Collection<? extends Awaitable<? extends T>> all, Duration limit) {
    Objects.requireNonNull(all, "all");
    return AsCompleted.of(all, Objects.requireNonNull(limit, "limit"));
  }

  /**
   * Waits for the first of {@code all} to end, cancels the others and waits for their end: the
   * value of the first, or throws what failed it.
   *
   * @param late given every value that is not returned, as of one that could no longer be
   *     cancelled; so nothing gets lost, also if this is cancelled
   */
  public static <T extends @Nullable Object> Coroutine<T> raceFirst(
      Collection<? extends Awaitable<? extends T>> all, Consumer<? super T> late) {
    Objects.requireNonNull(all, "all");
    return Race.run(all, Objects.requireNonNull(late, "late"));
  }

  // ---- limits

  /**
   * Waits for {@code a}, but no longer than {@code limit}; then cancels it, waits for its end and
   * throws {@link AsyncTimeoutException}. A coroutine runs in the present task.
   *
   * @param limit null for none
   */
  public static <T extends @Nullable Object> Coroutine<T> waitFor(
      Awaitable<T> a, @Nullable Duration limit) {
    return WaitFor.run(Objects.requireNonNull(a, "a"), limit);
  }

  /**
   * Runs {@code body}; when {@code limit} is over, cancels what it awaits, and throws {@link
   * AsyncTimeoutException} when it has ended by that.
   *
   * @param limit null for none
   */
  public static <T extends @Nullable Object> Coroutine<T> timeout(
      @Nullable Duration limit, AsyncCallable<T> body) {
    Objects.requireNonNull(body, "body");
    return Timeout.run(limit, timeout -> body.call());
  }

  /**
   * As {@link #timeout(Duration, AsyncCallable)}, for a body that looks at the limit or moves it.
   */
  public static <T extends @Nullable Object> Coroutine<T> timeout(
      @Nullable Duration limit, AsyncFunction<Timeout, T> body) {
    return Timeout.run(limit, Objects.requireNonNull(body, "body"));
  }

  /** As {@link #timeout(Duration, AsyncCallable)}, but empty when the limit is over. */
  public static <T> Coroutine<Optional<T>> moveOnAfter(
      @Nullable Duration limit, AsyncCallable<T> body) {
    return Scopes.moveOnAfter(limit, Objects.requireNonNull(body, "body"));
  }

  /**
   * Runs {@code body}, for cleaning up, to its end even if the task is cancelled: a cancellation is
   * held back, and thrown at the next await after it. Once the task is cancelled, or if it was
   * before, the body is given {@code grace} and is then cancelled itself.
   */
  public static <T extends @Nullable Object> Coroutine<T> nonCancellable(
      Duration grace, AsyncCallable<T> body) {
    Objects.requireNonNull(grace, "grace");
    return Scopes.nonCancellable(grace, Objects.requireNonNull(body, "body"));
  }

  // ---- threads

  /**
   * Calls {@code blocking} on another thread, a virtual one from JDK 21 on, in a copy of this
   * context. If the await is cancelled the thread goes on, and only the runner's close waits for
   * it.
   */
  public static <T extends @Nullable Object> Coroutine<T> toThread(Callable<T> blocking) {
    return Threads.call(Objects.requireNonNull(blocking, "blocking"));
  }

  /**
   * Has {@code c} run as a task of {@code loop}; from any thread.
   *
   * @return ends as the task does; cancelling it cancels the task. It is cancelled if the loop is
   *     closed before the task has ended, so that no thread waits for ever
   * @throws IllegalStateException if the loop is closed; {@code c} is then closed
   */
  public static <T extends @Nullable Object> CompletableFuture<T> runCoroutineThreadsafe(
      Coroutine<T> c, EventLoop loop) {
    Objects.requireNonNull(c, "c");
    return ThreadsafeCall.start(c, Objects.requireNonNull(loop, "loop"));
  }
}
