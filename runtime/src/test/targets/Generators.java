// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCloseable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.GeneratorExit;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.util.NoSuchElementException;

/** Methods that emit, closed and misused as asyncio has it. */
class Generators {
  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(closeRunsFinally());
    await(closeBeforeStart());
    await(emitsWhileClosing());
    await(swallowsClose());
    await(twoTasks());
    await(wrongNext());
    await(failsBetween());
    await(inExpressions());
    await(resourceOfAGenerator());
    await(delegates());
    await(endless());
    return Coroutine.of("end");
  }

  @Async
  static AsyncIterator<String> closed(String name) {
    try {
      emit("a");
      emit("b");
    } catch (GeneratorExit e) {
      log(await(later("exit " + name))); // logs: exit first | exit resource
      throw e;
    } finally {
      log(await(later("finally " + name))); // logs: finally first | finally resource
    }
    return AsyncIterator.end();
  }

  /** A11. */
  @Async
  static Coroutine<Void> closeRunsFinally() {
    AsyncIterator<String> it = closed("first");
    log(await(it.hasNext()) + it.next()); // logs: truea
    await(it.closeAsync());
    log(await(it.hasNext())); // logs: false
    await(it.closeAsync());
    it.close();
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> closeBeforeStart() {
    AsyncIterator<String> it = closed("never started");
    await(it.closeAsync());
    log(await(it.hasNext())); // logs: false
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> ignores() {
    try {
      emit(1);
    } finally {
      emit(await(later(2)));
    }
    return AsyncIterator.end();
  }

  /** A12. */
  @Async
  static Coroutine<Void> emitsWhileClosing() {
    AsyncIterator<Integer> it = ignores();
    await(it.hasNext());
    try {
      await(it.closeAsync());
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: async generator ignored GeneratorExit
    }
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> swallows() {
    try {
      emit(1);
    } catch (GeneratorExit e) {
      log(await(later("swallowed"))); // logs: swallowed
    }
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> swallowsClose() {
    AsyncIterator<Integer> it = swallows();
    await(it.hasNext());
    await(it.closeAsync());
    log(await(it.hasNext())); // logs: false
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> slow() {
    await(yieldNow());
    emit(1);
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Boolean> ask(AsyncIterator<Integer> it) {
    return it.hasNext();
  }

  /** A13. */
  @Async
  static Coroutine<Void> twoTasks() {
    AsyncIterator<Integer> it = slow();
    Task<Boolean> first = createTask(ask(it));
    Task<Boolean> second = createTask(ask(it));
    try {
      await(second);
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: asynchronous generator is already running
    }
    log(await(first)); // logs: true
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> wrongNext() {
    AsyncIterator<Integer> it = slow();
    try {
      it.next();
    } catch (NoSuchElementException e) {
      log(e.getMessage()); // logs: hasNext() has not given true
    }
    log(await(it.hasNext()) + " " + await(it.hasNext()) + " " + it.next()); // logs: true true 1
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> fails() {
    emit(1);
    await(failing(new IllegalStateException("between")));
    emit(2);
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> failsBetween() {
    AsyncIterator<Integer> it = fails();
    try {
      while (await(it.hasNext())) {
        log(it.next()); // logs: 1
      }
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: between
    }
    log(await(it.hasNext())); // logs: false
    return Coroutine.done();
  }

  /** emit in a lambda's place of statement, with wide operands, and in a switch. */
  @Async
  static AsyncIterator<Object> objects(int k, long wide) {
    for (int i = 0; i < k; i++) {
      switch (i) {
        case 0:
          emit(wide + await(later(1L)));
          break;
        case 1:
          emit(new Object[] {await(later("x")), i}.length);
          break;
        default:
          emit(null);
      }
    }
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> inExpressions() {
    String seen = "";
    for (Object o : each(objects(3, 1L << 40))) {
      seen += o + " ";
    }
    log(seen); // logs: 1099511627777 2 null 
    return Coroutine.done();
  }

  static class Resource implements AsyncCloseable {
    @Async
    @Override
    public Coroutine<Void> closeAsync() {
      log(await(later("resource closed"))); // logs: resource closed
      return Coroutine.done();
    }
  }

  @Async
  static AsyncIterator<String> withResource() {
    try (Resource r = new Resource();
        AsyncIterator<String> inner = closed("resource")) {
      for (String s : each(inner)) {
        emit(s + s);
      }
    }
    return AsyncIterator.end();
  }

  /** Closing the outer generator closes the inner one, then the resource. */
  @Async
  static Coroutine<Void> resourceOfAGenerator() {
    try (AsyncIterator<String> it = withResource()) {
      for (String s : each(it)) {
        log(s); // logs: aa
        break;
      }
    }
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> countdown(int n) {
    if (n == 0) {
      return AsyncIterator.end();
    }
    emit(n);
    return countdown(await(later(n - 1)));
  }

  @Async
  static Coroutine<Void> delegates() {
    int sum = 0;
    for (int i : each(countdown(4))) {
      sum = sum * 10 + i;
    }
    log(sum); // logs: 4321
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<Integer> naturals() {
    for (int i = 0; ; i++) {
      emit(i);
    }
  }

  @Async
  static Coroutine<Void> endless() {
    int sum = 0;
    try (AsyncIterator<Integer> it = naturals()) {
      for (int i : each(it)) {
        sum += i;
        if (i == 1000) {
          break;
        }
      }
    }
    log(sum); // logs: 500500
    return Coroutine.done();
  }
}
