// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncFunction;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import module java.base;

/// What Java 22 to 25 added and made final: `_`, code before `super(..)`, module imports, and this.
class Newest {
  record Point(int x, int y) {}

  sealed interface Shape {
    record Line(Point from, Point to) implements Shape {}

    record Dot(Point at) implements Shape {}
  }

  static class Base {
    final String text;

    Base(String text) {
      this.text = text;
    }
  }

  static class Early extends Base {
    final AsyncCallable<String> body;

    Early(String given) {
      AsyncCallable<String> lambda = () -> Coroutine.of(await(later(given)));
      if (given.isEmpty()) {
        throw new IllegalArgumentException("empty");
      }
      this.body = lambda;
      super(given + "!");
    }
  }

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(unnamedVariables());
    await(unnamedPatterns(new Shape.Line(new Point(1, 2), new Point(3, 4))));
    await(unnamedPatterns(new Shape.Dot(new Point(5, 6))));
    Early early = new Early("early");
    log(await(early.body.call()) + early.text); // logs: earlyearly!
    log(await(gathered())); // logs: [[1, 2], [3]]
    return Coroutine.of("end");
  }

  @Async
  static Coroutine<Void> unnamedVariables() throws Exception {
    int turns = 0;
    for (var _ : List.of("a", "b")) {
      turns += await(later(1));
    }
    try (var _ = AsyncIterator.end();
        var _ = new StringReader("plain")) {
      await(failing(new IllegalStateException()));
    } catch (IllegalStateException _) {
      turns += await(later(10));
    } finally {
      var _ = await(later("dropped"));
    }
    AsyncFunction<String, Integer> ignores = _ -> Coroutine.of(await(later(100)));
    log(turns + await(ignores.apply("unused"))); // logs: 112
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> unnamedPatterns(Shape shape) {
    int sum =
        await(later(1000))
            + switch (shape) {
              case Shape.Line(Point(int x, _), Point(_, int y)) when await(later(x)) > 0 ->
                  x + await(later(y));
              case Shape.Line _ -> -1;
              case Shape.Dot(var at) -> await(later(at)).x();
            };
    log(sum); // logs: 1005 | 1005
    return Coroutine.done();
  }

  @Async
  static Coroutine<List<List<Integer>>> gathered() {
    return Coroutine.of(
        await(later(Stream.of(1, 2, 3))).gather(Gatherers.windowFixed(await(later(2)))).toList());
  }
}
