// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.testing.TestLoop;
import java.time.Duration;

/**
 * What a tortured library calls. Its methods are as synchronous as ever to their callers: each
 * drives its coroutine to the end, on a loop of the thread, inside of whatever that loop is running
 * already. What waits is always the innermost.
 */
public final class Torture {
  /** 0: nothing pends; 1: all that can pend does; any other: each await as the seed has it. */
  private static final long SEED = Long.getLong("torture.seed", 2);

  private static final ThreadLocal<Torture> OF_THREAD = ThreadLocal.withInitial(Torture::new);

  private final Loop loop = new Loop();
  private long random = SEED * 0x9E3779B97F4A7C15L;
  private int depth;

  private Torture() {}

  /** Something to await at a point of the code: it is complete or pends. */
  public static Awaitable<?> point() {
    return OF_THREAD.get().next(null);
  }

  /** A coroutine that gives the value, and may have to wait first. */
  public static Coroutine<Object> later(Object value) {
    return OF_THREAD.get().next(value).asCoroutine();
  }

  /** Runs the coroutine to its end: its result, or throws what failed it, as is. */
  public static Object drive(Coroutine<?> coroutine) {
    return OF_THREAD.get().run(coroutine);
  }

  private Awaitable<Object> next(Object value) {
    int choice = choice();
    if (SEED == 0 || SEED != 1 && choice < 5) {
      return choice % 2 == 0 ? Coroutine.of(value) : Future.of(value);
    }
    if (choice % 2 == 0) {
      return Asyncio.sleep(Duration.ZERO, value);
    }
    Future<Object> later = new Future<>();
    loop.callSoon(() -> later.setResult(value));
    return later;
  }

  /** From 0 to 7. */
  private int choice() {
    random ^= random << 13;
    random ^= random >>> 7;
    random ^= random << 17;
    return (int) (random >>> 61);
  }

  private Object run(Coroutine<?> coroutine) {
    if (depth++ == 0) {
      loop.begin();
    }
    try {
      loop.setEagerTasks(choice() % 2 == 0);
      Task<?> task = loop.createTask(coroutine);
      while (!task.isDone()) {
        loop.pass();
      }
      return task.result();
    } finally {
      if (--depth == 0) {
        loop.end();
      }
    }
  }

  /** A loop that is run by passes, also by passes inside of passes. */
  private static final class Loop extends dev.continuo.BaseEventLoop {
    private final TestLoop clock = new TestLoop();

    void begin() {
      enter();
    }

    void end() {
      leave();
    }

    void pass() {
      runPass();
    }

    @Override
    public long time() {
      return clock.time();
    }

    @Override
    protected void poll(long timeoutNanos) {
      if (timeoutNanos != 0 && isIdle()) {
        throw new AssertionError("a coroutine waits, and nothing is ready: " + tasks());
      }
    }

    @Override
    protected void wakeup() {}
  }
}
