// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import javafoo.Base;

/** Other packages, none, and classes with next to nothing in them. */
class Outside {
  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    log(await(new Sub().inherited(new Sub()))); // logs: base:x:1 secret y
    log(await(Base.javaFoo())); // logs: javafoo
    await(new Nested.OnlyHere().coroutine());
    log(await(Marker.NOTHING.call())); // logs: null
    await(neverThrows());
    await(lockHeld());
    return Coroutine.of("end");
  }

  /** Hard case 57: protected members of a superclass in another package. Hard case 60. */
  static class Sub extends Base {
    @Async
    Coroutine<String> inherited(Sub other) {
      field = await(later("x"));
      String made = make(field) + await(later(":")) + ++counter;
      AsyncCallable<String> lambda = () -> Coroutine.of(await(secret(field)) + super.ending());
      try {
        return Coroutine.of(made + await(lambda.call()));
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }

    @Async
    @Override
    protected Coroutine<String> secret(String s) {
      field = await(later("y"));
      return Coroutine.of(await(super.secret(await(later(s)))));
    }
  }

  /** Hard case 61: a class in which nothing is async but what is nested in it. */
  static class Nested {
    static class OnlyHere {
      @Async
      Coroutine<Void> coroutine() {
        return Coroutine.done();
      }
    }

    static class Empty {}
  }

  interface Marker {
    AsyncCallable<Void> NOTHING = () -> Coroutine.done();
  }

  @Async
  static Coroutine<Void> throwsAtOnce(String s) {
    if (s.isEmpty()) {
      throw new IllegalStateException("before the first await");
    }
    await(later(s));
    return Coroutine.done();
  }

  /** Hard case 47: the call never throws, whatever the body does. */
  @Async
  static Coroutine<Void> neverThrows() {
    Coroutine<Void> failed = throwsAtOnce("");
    log("called"); // logs: called
    try {
      await(failed);
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: before the first await
    }
    Coroutine<Void> withNull = throwsAtOnce(null);
    try {
      await(withNull);
    } catch (NullPointerException e) {
      log("null"); // logs: null
    }
    return Coroutine.done();
  }

  /** Hard case 51: a lock that knows its thread; the task goes on in the thread it began in. */
  @Async
  static Coroutine<Void> lockHeld() {
    ReentrantReadWriteLock lock = new ReentrantReadWriteLock();
    lock.writeLock().lock();
    try {
      await(later(1));
      lock.readLock().lock();
      await(later(2));
      log(lock.isWriteLockedByCurrentThread() + " " + lock.getReadHoldCount()); // logs: true 1
      lock.readLock().unlock();
    } finally {
      await(later(3));
      lock.writeLock().unlock();
    }
    log(lock.isWriteLocked()); // logs: false
    return Coroutine.done();
  }
}
