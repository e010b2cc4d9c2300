// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
/** switch of every kind of Java 17. */
class Switches {
  enum Colour {
    RED,
    GREEN
  }

  @Async
  static Coroutine<Integer> run() { // returns: 3
    for (String s : new String[] {"a", "b", "c"}) {
      await(strings(s));
    }
    for (Colour c : Colour.values()) {
      await(enums(c));
    }
    await(fallThrough(1));
    await(withOperands("s"));
    int yielded = 1 + await(ofYield(2));
    return Coroutine.of(yielded);
  }

  @Async
  static Coroutine<Void> strings(String s) {
    switch (s) {
      case "a" -> log(await(later("A"))); // logs: A
      case "b" -> {
        String first = await(later("B"));
        log(first + await(later("!"))); // logs: B!
      }
      default -> log("other"); // logs: other
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> enums(Colour c) {
    int n =
        switch (await(later(c))) {
          case RED -> await(later(1));
          case GREEN -> 2;
        };
    log(n); // logs: 1 | 2
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> fallThrough(int k) {
    String s = "";
    switch (await(later(k))) {
      case 1:
        s += await(later("one"));
      case 2:
        s += "two";
        break;
      case 1000:
        s += "never";
    }
    log(s); // logs: onetwo
    return Coroutine.done();
  }

  @Async
  static Coroutine<Integer> ofYield(int k) {
    return Coroutine.of(
        switch (k) {
          case 2:
            yield await(later(2));
          default:
            yield 0;
        });
  }

  /** Hard case 32: a switch expression with operands on the stack. */
  @Async
  static Coroutine<Void> withOperands(String s) {
    int yielded =
        1
            + switch (s) {
              case "s" -> {
                int half = await(later(20));
                yield half + await(later(1));
              }
              default -> 0;
            };
    log(yielded); // logs: 22
    return Coroutine.done();
  }
}
