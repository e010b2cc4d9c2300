// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.bugs;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.sync.Lock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What goes wrong where state is used before and after an await as if nobody else could. */
@SuppressWarnings("try")
final class SharedStateBugs {

  private SharedStateBugs() {}

  /** An answer from outside, which takes a few turns. */
  @Async
  static Coroutine<Void> answer(int turns) {
    for (int i = 0; i < turns; i++) {
      await(yieldNow());
    }
    return Coroutine.done();
  }

  static void check(boolean holds, String otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }

  /** Reads, awaits, writes what it has read plus something. */
  static final class LostUpdate implements Bug {
    private int balance;
    private final Lock lock = new Lock();

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(deposit(0, 10), deposit(2, 20), deposit(4, 30)));
      check(balance == 60, "balance is " + balance + ", not 60");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> deposit(int turns, int amount) {
      await(answer(turns));
      int before = balance;
      await(answer(1));
      balance = before + amount;
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(lockedDeposit(0, 10), lockedDeposit(2, 20), lockedDeposit(4, 30)));
      check(balance == 60, "balance is " + balance + ", not 60");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> lockedDeposit(int turns, int amount) {
      await(answer(turns));
      try (var held = await(lock.acquire())) {
        int before = balance;
        await(answer(1));
        balance = before + amount;
      }
      return Coroutine.done();
    }
  }

  /**
   * For two tickets and three buyers: looks whether one is left, awaits the payment, and only then
   * takes it.
   */
  static final class CheckThenAct implements Bug {
    private int left = 2;

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(payFirst(0), payFirst(2), payFirst(4)));
      check(left >= 0, "sold " + -left + " more than there were");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> payFirst(int turns) {
      await(answer(turns));
      if (left > 0) {
        await(answer(1));
        left--;
      }
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(takeFirst(0), takeFirst(2), takeFirst(4)));
      check(left >= 0, "sold " + -left + " more than there were");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> takeFirst(int turns) {
      await(answer(turns));
      if (left > 0) {
        left--;
        await(answer(1));
      }
      return Coroutine.done();
    }
  }

  /** Marks itself as closed only after what closing awaits. */
  static final class DoubleClose implements Bug {
    private boolean closed;
    private int closings;

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("a", flushThenMark(0)), createTask("b", flushThenMark(2))));
      check(closings == 1, "closed " + closings + " times");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> flushThenMark(int turns) {
      await(answer(turns));
      if (!closed) {
        await(answer(1));
        closings++;
        closed = true;
      }
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("a", markThenFlush(0)), createTask("b", markThenFlush(2))));
      check(closings == 1, "closed " + closings + " times");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> markThenFlush(int turns) {
      await(answer(turns));
      if (!closed) {
        closed = true;
        await(answer(1));
        closings++;
      }
      return Coroutine.done();
    }
  }

  /** Shows an object to all before what it needs is there. */
  static final class HalfInitialised implements Bug {
    private static final class Config {
      String url;
    }

    private Config config;
    private final List<String> used = new ArrayList<>();

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("loads", showThenFill()), createTask("uses", use())));
      check(!used.contains(null), "a configuration without url was used");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> showThenFill() {
      config = new Config();
      await(answer(1));
      config.url = "http://localhost";
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> use() {
      await(answer(2));
      if (config != null) {
        used.add(config.url);
      }
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("loads", fillThenShow()), createTask("uses", use())));
      check(!used.contains(null), "a configuration without url was used");
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> fillThenShow() {
      Config loaded = new Config();
      await(answer(1));
      loaded.url = "http://localhost";
      config = loaded;
      return Coroutine.done();
    }
  }

  /** Puts into the cache what it has read before somebody else wrote. */
  static final class StaleCache implements Bug {
    private final Map<String, Integer> table = new HashMap<>(Map.of("price", 1));
    private final Map<String, Integer> cache = new HashMap<>();
    private int writes;

    @Async
    @Override
    public Coroutine<Void> wrong() {
      await(gather(createTask("reads", readThenCache()), createTask("writes", write())));
      checkCache();
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> readThenCache() {
      Integer price = table.get("price");
      await(answer(1));
      cache.put("price", price);
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> write() {
      await(answer(2));
      writes++;
      table.put("price", 2);
      cache.remove("price");
      return Coroutine.done();
    }

    @Async
    @Override
    public Coroutine<Void> right() {
      await(gather(createTask("reads", readAndCacheIfCurrent()), createTask("writes", write())));
      checkCache();
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> readAndCacheIfCurrent() {
      int before = writes;
      Integer price = table.get("price");
      await(answer(1));
      if (writes == before) {
        cache.put("price", price);
      }
      return Coroutine.done();
    }

    private void checkCache() {
      Integer cached = cache.get("price");
      check(cached == null || cached.equals(table.get("price")), "the cache has an old price");
    }
  }
}
