// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.AsyncCallable;
import dev.continuo.AsyncIterator;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.List;

/** Hard case 69: pattern switches and record patterns of Java 21, with awaits in every part. */
class Patterns {
  sealed interface Shape {
    record Circle(double radius) implements Shape {}

    record Box(Point corner, long width, String name) implements Shape {}

    final class Other implements Shape {}
  }

  record Point(int x, int y) {}

  record Pair<A, B>(A first, B second) {}

  enum Level {
    LOW,
    HIGH
  }

  static final List<Shape> SHAPES =
      List.of(
          new Shape.Circle(0.5),
          new Shape.Circle(2),
          new Shape.Box(new Point(1, 2), 1L << 40, "big"),
          new Shape.Box(new Point(-1, 2), 1, "left"),
          new Shape.Other());

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    for (Shape shape : SHAPES) {
      await(guards(shape));
      await(asOperand(shape));
    }
    for (Object o : new Object[] {1, 2L, "s", Level.HIGH, Level.LOW, new int[] {7}, 'c'}) {
      await(mixed(o));
    }
    await(mixed(null));
    await(instanceOf(new Pair<>(new Pair<>("a", 1), new Point(3, 4))));
    await(noMatch());
    for (String s : each(generator())) {
      log(s); // logs: circle 0.5 | circle 2.0 | box
    }
    log(await(inALambda(new Point(5, 6)).call())); // logs: 11
    return Coroutine.of("end");
  }

  @Async
  static Coroutine<Void> guards(Shape shape) {
    switch (shape) {
      case Shape.Circle c when await(later(c.radius() < 1)) -> log("small " + await(later(c)).radius()); // logs: small 0.5
      case Shape.Circle(double r) -> {
        double twice = await(later(r)) * 2;
        log("circle " + r + " " + twice); // logs: circle 2.0 4.0
      }
      case Shape.Box(Point(int x, var y), long w, String n) when x > 0 && await(later(w)) == w ->
          log(n + await(later(x)) + y + w); // logs: big121099511627776
      case Shape.Box(Point p, long w, var n) -> log(n + await(later(p)).x() + w); // logs: left-11
      case Shape.Other o -> log(await(later("other"))); // logs: other
    }
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> asOperand(Shape shape) {
    String text =
        "<"
            + switch (shape) {
              case Shape.Circle c -> await(later("c"));
              case Shape.Box(Point(int x, int y), long w, String n) -> {
                try {
                  yield n + await(later(x + y));
                } finally {
                  await(later(w));
                }
              }
              default -> "o";
            }
            + await(later(">"));
    log(text); // logs: <c> | <c> | <big3> | <left1> | <o>
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> mixed(Object o) {
    String text =
        switch (o) {
          case null -> await(later("null"));
          case Integer i when i > await(later(5)) -> "large";
          case Integer i -> "int " + await(later(i));
          case Long l -> "long " + await(later(l));
          case Level l when l == Level.LOW -> "low " + await(later(l));
          case Level l -> "level " + l;
          case String s -> await(later(s)) + s;
          case int[] array -> "array " + array[await(later(0))];
          default -> "default " + await(later(o));
        };
    log(text); // logs: int 1 | long 2 | ss | level HIGH | low LOW | array 7 | default c | null
    return Coroutine.done();
  }

  @Async
  static Coroutine<Void> instanceOf(Object o) {
    if (o instanceof Pair<?, ?>(Pair<?, ?>(String a, Integer i), Point(var x, var y))
        && await(later(x)) < y) {
      log(a + i + x + await(later(y))); // logs: a134
    }
    return Coroutine.done();
  }

  record Failing(int x) {
    @Override
    public int x() {
      throw new IllegalStateException("accessor");
    }
  }

  /** The exception of an accessor is a MatchException, also behind an await. */
  @Async
  static Coroutine<Void> noMatch() {
    Object o = await(later(new Failing(1)));
    try {
      if (o instanceof Failing(int x)) {
        log(await(later(x)));
      }
    } catch (MatchException e) {
      log(await(later(e.getCause().getMessage()))); // logs: accessor
    }
    return Coroutine.done();
  }

  @Async
  static AsyncIterator<String> generator() {
    for (Shape shape : SHAPES) {
      switch (await(later(shape))) {
        case Shape.Circle(var r) -> emit("circle " + r);
        case Shape.Box b when b.width() > 1 -> emit("box");
        default -> {}
      }
    }
    return AsyncIterator.end();
  }

  static AsyncCallable<Integer> inALambda(Object o) {
    return () ->
        switch (o) {
          case Point(int x, int y) -> Coroutine.of(await(later(x)) + y);
          default -> Coroutine.of(0);
        };
  }
}
