// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.Arrays;
import java.util.Iterator;

/** {@code for (T x : each(source))} is "async for". */
class AsyncFor {
  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(breakAndContinue());
    await(nestedWithPlainLoops());
    await(exceptions());
    await(breakDoesNotClose());
    await(anyIterable());
    await(closedByTryWithResources());
    log(await(inALambda().call())); // logs: 3
    await(emptyAndNull());
    return Coroutine.of("end");
  }

  @Async
  static AsyncIterator<Integer> upTo(int n) {
    try {
      for (int i = 0; i < n; i++) {
        emit(await(later(i)));
      }
    } finally {
      log(await(later("end of " + n))); // logs: end of 5 | end of 2 | end of 2 | end of 3 | end of 8 | end of 7 | end of 2
    }
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> breakAndContinue() {
    String seen = "";
    for (int i : each(upTo(5))) {
      if (i == 1) {
        continue;
      }
      seen += await(later(i)) + ",";
    }
    log(seen); // logs: 0,2,3,4,
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> nestedWithPlainLoops() {
    StringBuilder seen = new StringBuilder();
    outer:
    for (String s : Arrays.asList("a", "b")) {
      for (int i : each(upTo(2))) {
        Iterator<Integer> plain = Arrays.asList(7, 8).iterator();
        while (plain.hasNext()) {
          seen.append(s).append(i).append(await(later(plain.next()))).append(' ');
          if (s.equals("b")) {
            continue outer;
          }
        }
      }
    }
    log(seen); // logs: a07 a08 a17 a18 b07 
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<String> breaksOff() {
    emit("first");
    await(failing(new IllegalStateException("source failed")));
    return AsyncIterator.end();
  }

  /** Out of the source and out of the body. */
  @Async
  static Coroutine<Void> exceptions() {
    try {
      for (String s : each(breaksOff())) {
        log(s); // logs: first
      }
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: source failed
    }
    AsyncIterator<Integer> source = upTo(2);
    try {
      for (int i : each(source)) {
        await(failing(new IllegalStateException("body failed " + i)));
      }
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: body failed 0
    }
    for (int i : each(source)) {
      log("goes on with " + i); // logs: goes on with 1
    }
    return Coroutine.done();
  }

  /** A15: only closeAsync() closes it. */
  @Async
  static Coroutine<Void> breakDoesNotClose() {
    AsyncIterator<Integer> source = upTo(3);
    for (int i : each(source)) {
      log("break at " + i); // logs: break at 0
      break;
    }
    for (int i : each(source)) {
      log("then " + i); // logs: then 1 | then 2
    }
    AsyncIterator<Integer> closed = upTo(8);
    for (int i : each(closed)) {
      break;
    }
    log("before close"); // logs: before close
    await(closed.closeAsync());
    for (int i : each(closed)) {
      log("never");
    }
    return Coroutine.done();
  }

  static class Countdown implements AsyncIterator<Integer> {
    int left = 3;

    @Override
    public Coroutine<Boolean> hasNext() {
      return later(left > 0).asCoroutine();
    }

    @Override
    public Integer next() {
      return left--;
    }
  }

  @Async
  static Coroutine<Void> anyIterable() {
    AsyncIterable<Integer> twice = () -> new Countdown();
    String seen = "";
    for (int i : each(twice)) {
      seen += i;
    }
    for (int i : each(twice)) {
      seen += i;
    }
    log(seen); // logs: 321321
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> closedByTryWithResources() {
    try (AsyncIterator<Integer> source = upTo(7)) {
      for (int i : each(source)) {
        if (i == 2) {
          log("leaves at " + i); // logs: leaves at 2
          break;
        }
      }
    }
    log("left"); // logs: left
    return Coroutine.done();
  }

  /** A lambda in which nothing else is async. */
  static AsyncCallable<Integer> inALambda() {
    return () -> {
      int sum = 2;
      for (int i : each(upTo(2))) {
        sum += i;
      }
      return Coroutine.of(sum);
    };
  }

  @Async
  static AsyncIterator<String> emitsNull() {
    emit(null);
    return AsyncIterator.end();
  }

  @Async
  static Coroutine<Void> emptyAndNull() {
    for (Object o : each(AsyncIterator.end())) {
      log("never " + o);
    }
    for (String s : each(emitsNull())) {
      log(s); // logs: null
    }
    try {
      for (Object o : each(null)) {
        log("never " + o);
      }
    } catch (NullPointerException e) {
      log(e.getMessage()); // logs: source
    }
    return Coroutine.done();
  }
}
