// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.bugs;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.testing.bugs.SharedStateBugs.answer;
import static dev.continuo.testing.bugs.SharedStateBugs.check;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.queue.Queue;
import dev.continuo.sync.Event;
import dev.continuo.sync.Lock;
import dev.continuo.sync.Semaphore;
import dev.continuo.testing.Explorer;
import java.time.Duration;

/** What goes wrong where tasks wait for each other, or are cancelled while they do. */
@SuppressWarnings("try")
final class WaitingBugs {

  private static final Duration LIMIT = Duration.ofMillis(10);

  private WaitingBugs() {}

  /** Takes two locks in the order of the arguments. */
  static final class LockOrder implements Bug {
    private final Lock one = new Lock();
    private final Lock two = new Lock();

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("a", both(0, one, two)), createTask("b", both(2, two, one))));
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> both(int turns, Lock first, Lock second) {
      await(answer(turns));
      try (var held = await(first.acquire())) {
        await(answer(1));
        try (var heldToo = await(second.acquire())) {
          return Coroutine.done();
        }
      }
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("a", both(0, one, two)), createTask("b", both(2, one, two))));
      return Coroutine.done();
    }
  }

  /** Clears the event after it has looked: what was set in between is lost. */
  static final class LostWakeUp implements Bug {
    private final Event changed = new Event();
    private int items;

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("takes", lookThenClear()), createTask("gives", give())));
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> lookThenClear() {
      while (items == 0) {
        await(answer(1));
        changed.clear();
        await(changed.await());
      }
      items--;
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> give() {
      await(answer(2));
      items++;
      changed.set();
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("takes", clearThenLook()), createTask("gives", give())));
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> clearThenLook() {
      while (true) {
        changed.clear();
        if (items > 0) {
          break;
        }
        await(answer(1));
        await(changed.await());
      }
      items--;
      return Coroutine.done();
    }
  }

  /** Gives its permit back only if it is not cancelled. */
  static final class LeakedPermit implements Bug {
    private final Semaphore permits = new Semaphore(1);

    @Async
    @Override
    public Coroutine<Void> wrong() {
      Task<Void> worker = createTask("works", acquireAndRelease());
      await(gatherOutcomes(worker, createTask("cancels", cancelLater(worker))));
      check(permits.tryAcquire(), "the permit is gone");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> acquireAndRelease() {
      await(permits.acquire());
      await(answer(1));
      permits.release();
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> cancelLater(Task<?> worker) {
      await(answer(2));
      worker.cancel();
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      Task<Void> worker = createTask("works", acquireAndReleaseInAnyCase());
      await(gatherOutcomes(worker, createTask("cancels", cancelLater(worker))));
      check(permits.tryAcquire(), "the permit is gone");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> acquireAndReleaseInAnyCase() {
      try (var permit = await(permits.acquire())) {
        await(answer(1));
      }
      return Coroutine.done();
    }
  }

  /** Looks whether more will come, and then waits for more. */
  static final class NeverTold implements Bug {
    private final Queue<Integer> queue = new Queue<>();
    private boolean finished;
    private int sum;

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("takes", untilFinished()), createTask("puts", putAndFinish())));
      check(sum == 1, "the sum is " + sum);
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> untilFinished() {
      await(answer(2));
      while (!finished || !queue.isEmpty()) {
        sum += await(queue.get());
      }
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> putAndFinish() {
      await(queue.put(1));
      await(answer(1));
      finished = true;
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("takes", untilShutDown()), createTask("puts", putAndShutDown())));
      check(sum == 1, "the sum is " + sum);
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> untilShutDown() {
      await(answer(2));
      for (int item : each(queue)) {
        sum += item;
      }
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> putAndShutDown() {
      await(queue.put(1));
      await(answer(1));
      queue.shutdown();
      return Coroutine.done();
    }
  }

  /** What is open but not yet returned when the limit is over belongs to nobody. */
  static final class LostByTimeout implements Bug {
    private int open;

    /**
     * It takes a millisecond less than the limit: a loop that is late by that sees both at once.
     */
    @Override
    public Explorer explored(Explorer explorer) {
      return explorer.timeSkew(Duration.ofMillis(1));
    }

    @Async
    @Override
    public Coroutine<Void> wrong() {
      return useWithin(connect());
    }

    @Async
    private Coroutine<Void> useWithin(Coroutine<Void> connecting) {
      try {
        await(waitFor(connecting, LIMIT));
        open--;
      } catch (AsyncTimeoutException e) {
        // Then there is nothing to close: or is there?
      }
      check(open == 0, open + " left open");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> connect() {
      await(sleep(LIMIT.minusMillis(2)));
      open++;
      await(greet());
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> greet() {
      await(sleep(Duration.ofMillis(1)));
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      return useWithin(connectOrClose());
    }

    @Async
    private Coroutine<Void> connectOrClose() {
      await(sleep(LIMIT.minusMillis(2)));
      open++;
      try {
        await(greet());
      } catch (CancelledError e) {
        open--;
        throw e;
      }
      return Coroutine.done();
    }
  }
}
