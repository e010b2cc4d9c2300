// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

import static dev.continuo.Asyncio.await;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.annotation.Async;
import dev.continuo.internal.WaitQueue;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Limits how many do something at a time, above all blocking calls on threads. Tasks get its tokens
 * in the order they asked; how many there are may change at any time.
 *
 * <pre>{@code
 * CapacityLimiter connections = new CapacityLimiter(4);
 * Row row = await(connections.toThread(() -> database.load(id)));
 * }</pre>
 *
 * <p>Unlike a {@link Semaphore} it takes back only what it gave. For the tasks of one loop, on its
 * thread.
 */
public final class CapacityLimiter {

  private final WaitQueue waiters = new WaitQueue(this);
  private int total;

  /** Those of tasks that were woken and have not run are counted. */
  private int borrowed;

  /**
   * A limiter with {@code total} tokens.
   *
   * @throws IllegalArgumentException if they are less than one
   */
  public CapacityLimiter(int total) {
    this.total = checked(total);
  }

  private static int checked(int total) {
    if (total < 1) {
      throw new IllegalArgumentException("total must be >= 1, got " + total);
    }
    return total;
  }

  /** A token that is borrowed, until it is closed. */
  public final class Token implements AutoCloseable {

    private boolean closed;

    private Token() {}

    /** Gives the token back; twice does nothing. */
    @Override
    public void close() {
      if (!closed) {
        closed = true;
        borrowed--;
        wakeThoseWhoCanGo();
      }
    }
  }

  /** How many tokens there are. */
  public int total() {
    return total;
  }

  /**
   * Sets how many tokens there are. More of them go to those who wait at once; if more are borrowed
   * than there shall be, none is given until enough are back.
   *
   * @throws IllegalArgumentException if they are less than one
   */
  public void setTotal(int total) {
    this.total = checked(total);
    wakeThoseWhoCanGo();
  }

  /** How many tokens are borrowed, or on their way to a task that waited; may exceed the total. */
  public int borrowed() {
    return borrowed;
  }

  /** How many tokens could be borrowed now. */
  public int available() {
    return Math.max(0, total - borrowed);
  }

  /** Waits for a token and borrows it; does not suspend if one is available and nobody waits. */
  @Async
  public Coroutine<Token> acquire() {
    if (available() == 0 || waiters.isOccupied()) {
      try {
        await(waiters.await(() -> borrowed--));
      } finally {
        // Who came while this one was on its way had to wait, even if there was enough.
        wakeThoseWhoCanGo();
      }
    } else {
      borrowed++;
    }
    return Coroutine.of(new Token());
  }

  private void wakeThoseWhoCanGo() {
    while (available() > 0 && waiters.wakeNext()) {
      borrowed++;
    }
  }

  /**
   * Waits for a token, and calls {@code blocking} on another thread as {@link Asyncio#toThread}
   * does.
   *
   * <p>If the await is cancelled the thread goes on, for threads cannot be stopped: so the token is
   * given back when the <em>thread</em> is done with the call, and not when the await ends.
   * Otherwise cancelled calls would pile up, beyond the limit. A call that has not begun is dropped
   * and its token given back at once.
   */
  public <T extends @Nullable Object> Coroutine<T> toThread(Callable<T> blocking) {
    return callLimited(Objects.requireNonNull(blocking, "blocking"));
  }

  @Async
  private <T extends @Nullable Object> Coroutine<T> callLimited(Callable<T> blocking) {
    Token token = await(acquire());
    LimitedCall<T> call = new LimitedCall<>(blocking, token, EventLoop.running());
    try {
      return Coroutine.of(await(Asyncio.toThread(call)));
    } finally {
      call.drop();
    }
  }

  /** A call on a thread, with its token. */
  private static final class LimitedCall<T extends @Nullable Object> implements Callable<T> {

    private final Callable<T> blocking;
    private final CapacityLimiter.Token token;
    private final EventLoop loop;
    private final AtomicBoolean claimed = new AtomicBoolean();

    LimitedCall(Callable<T> blocking, CapacityLimiter.Token token, EventLoop loop) {
      this.blocking = blocking;
      this.token = token;
      this.loop = loop;
    }

    @Override
    public T call() throws Exception {
      if (!claimed.compareAndSet(false, true)) {
        throw new CancellationException("the call was dropped before it began");
      }
      try {
        return blocking.call();
      } finally {
        giveBack();
      }
    }

    private void giveBack() {
      try {
        loop.execute(token::close);
      } catch (IllegalStateException e) {
        // The loop is closed: nobody waits for a token any more.
      }
    }

    /** On the loop: gives the token back if the call has not begun, and then never will. */
    void drop() {
      if (claimed.compareAndSet(false, true)) {
        token.close();
      }
    }
  }

  @Override
  public String toString() {
    return "<CapacityLimiter " + borrowed + "/" + total + ">";
  }
}
