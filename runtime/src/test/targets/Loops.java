// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
/** Loops of every kind, with jumps out of and into the next turn of them. */
class Loops {
  @Async
  static Coroutine<String> run() { // returns: done
    await(arrayInTry());
    await(arrayOfNestedType());
    await(doWhile());
    await(labels());
    await(continueBeforeAwait());
    await(bothBranchesThrow(true));
    await(awaitInConditionAndUpdate());
    return await(untilReturned());
  }

  /** Hard case 3. */
  @Async
  static Coroutine<Coroutine<String>> untilReturned() {
    for (int i = 0; ; i++) {
      if (await(later(i)) == 3) {
        return Coroutine.of(Coroutine.of("done"));
      }
    }
  }

  /** Hard case 9. */
  @Async
  static Coroutine<Void> arrayInTry() {
    for (String s : new String[] {"a", "b"}) {
      try {
        log(await(later(s))); // logs: a | b
      } finally {
        log("after " + s); // logs: after a | after b
      }
    }
    return Coroutine.done();
  }

  private static class Inner {
    private final int value;

    private Inner(int value) {
      this.value = value;
    }
  }

  /** Hard case 2. */
  @Async
  static Coroutine<Void> arrayOfNestedType() {
    int sum = 0;
    for (Inner x : await(later(new Inner[] {new Inner(1), new Inner(2)}))) {
      sum += await(later(x.value)) + x.value;
    }
    log(sum); // logs: 6
    return Coroutine.done();
  }

  /** Hard case 12. */
  @Async
  static Coroutine<Void> doWhile() {
    int i = 0;
    do {
      i = await(later(i + 1));
    } while (i < 3);
    log(i); // logs: 3
    return Coroutine.done();
  }

  /** Hard case 45. */
  @Async
  static Coroutine<Void> labels() {
    String seen = "";
    outer:
    for (int i = 0; i < 4; i++) {
      for (int j = 0; ; j++) {
        if (j == 2) {
          continue outer;
        }
        if (i == 2) {
          break outer;
        }
        seen += await(later(i * 10 + j)) + ",";
      }
    }
    log(seen); // logs: 0,1,10,11,
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> continueBeforeAwait() {
    int sum = 0;
    for (int i : new int[] {1, 2, 3, 4}) {
      if (i % 2 == 0) {
        continue;
      }
      sum += await(later(i));
    }
    log(sum); // logs: 4
    return Coroutine.done();
  }

  /** Hard case 44. */
  @Async
  static Coroutine<Void> bothBranchesThrow(boolean b) {
    try {
      await(later(1));
      if (b) {
        throw new IllegalStateException("b");
      } else {
        throw new IllegalArgumentException("not b");
      }
    } catch (IllegalStateException e) {
      log(e.getMessage()); // logs: b
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> awaitInConditionAndUpdate() {
    int turns = 0;
    for (int i = await(later(0)); i < await(later(3)); i += await(later(1))) {
      turns++;
    }
    while (await(later(turns)) < 5) {
      turns++;
    }
    log(turns); // logs: 5
    return Coroutine.done();
  }
}
