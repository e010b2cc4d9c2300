// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.Arrays;

/** Objects whose constructor arguments await. */
class NewObjects {
  static class A {
    static {
      log("init A"); // logs: init A
    }

    final String text;

    A(Object... parts) {
      text = Arrays.toString(parts);
    }

    @Override
    public String toString() {
      return "A" + text;
    }
  }

  private static class Private {
    final long sum;

    private Private(long a, int b, double c) {
      sum = a + b + (long) c;
    }
  }

  @Async
  static Coroutine<String> run() { // returns: A[x]
    await(initialisedBeforeArguments());
    await(nested());
    await(branchBetween(true));
    await(branchBetween(false));
    await(mismatchedTypes());
    try {
      await(inTryAndLoop());
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: inner
    }
    await(anonymous());
    return Coroutine.of(new A(await(later("x"))).toString());
  }

  /** Hard case 27: the class is initialised where new stands (JLS 15.9.4, 12.4.1). */
  @Async
  static Coroutine<Void> initialisedBeforeArguments() {
    A a = new A(log("argument"), await(later(1))); // logs: argument
    log(a); // logs: A[argument, 1]
    return Coroutine.done();
  }

  /** Hard case 24. */
  @Async
  static Coroutine<Void> nested() {
    log(new A(1, new A(new A(await(later("in"))), await(later("side"))), "out")); // logs: A[1, A[A[in], side], out]
    return Coroutine.done();
  }

  /** Hard case 25. */
  @Async
  static Coroutine<Void> branchBetween(boolean b) {
    log(5L + new Private(1L << 33, b ? 1 : await(later(2)), b ? await(later(3.5)) : 4).sum); // logs: 8589934601 | 8589934603
    return Coroutine.done();
  }

  /** Hard case 28. */
  @Async
  static Coroutine<Void> mismatchedTypes() {
    log(new String(await(later("bytes")).getBytes())); // logs: bytes
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> inTryAndLoop() {
    for (int i = 0; i < 2; i++) {
      try {
        new A(i, await(failing(new IllegalStateException("e" + i))));
      } catch (IllegalStateException e) {
        log(new StringBuilder(e.getMessage()).append(await(later(i)))); // logs: e00 | e11
      }
    }
    throw new NewObjects().new Inner(await(later("inner"))).asException();
  }

  class Inner {
    final String name;

    Inner(String name) {
      this.name = name;
    }

    RuntimeException asException() {
      return new IllegalStateException(name);
    }
  }

  @Async
  static Coroutine<Void> anonymous() {
    String captured = await(later("c"));
    Object o =
        new A(await(later(1)), captured) {
          @Override
          public String toString() {
            return captured + super.toString();
          }
        };
    log(o); // logs: cA[1, c]
    return Coroutine.done();
  }
}
