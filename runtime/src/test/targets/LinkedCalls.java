// SPDX-License-Identifier: Apache-2.0
// since: 8
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.io.IOException;
import other.Package;

/** Awaits of calls of which only the JVM can say which method they reach. */
class LinkedCalls {
  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    for (int turn = 0; turn < 3; turn++) {
      await(packages());
      await(bridges(new OfString(), "b"));
      await(diamonds(new Diamond()));
      await(diamonds(new Chosen()));
      await(widths(new Widths(), 1L, 2.0, (byte) 3, 'c', 4f));
      await(nested(new Outer()));
      await(failures(new Outer()));
      await(operands(new Widths()));
    }
    return Coroutine.of("end");
  }

  /** A method that only looks as if it overrode: hard case 57. */
  static class Elsewhere extends Package {
    @Async
    Coroutine<String> hidden() {
      return Coroutine.of(await(later("hidden of LinkedCalls")));
    }

    @Async
    Coroutine<String> callInherited(Elsewhere other) {
      return Coroutine.of(await(other.inherited("x", 2)) + await(inherited()));
    }
  }

  @Async
  private static Coroutine<Void> packages() {
    Elsewhere elsewhere = new Elsewhere();
    log(await(Package.callHidden(elsewhere))); // logs: hidden of other | hidden of other | hidden of other
    log(await(elsewhere.hidden())); // logs: hidden of LinkedCalls | hidden of LinkedCalls | hidden of LinkedCalls
    log(await(Package.callHidden(Package.subclass()))); // logs: overridden in other | overridden in other | overridden in other
    log(await(elsewhere.callInherited(elsewhere))); // logs: inherited 2inherited 0 | inherited 2inherited 0 | inherited 2inherited 0
    return Coroutine.done();
  }

  interface Generic<T> {
    Coroutine<T> of(T value);
  }

  static class OfString implements Generic<String> {
    @Async
    @Override
    public Coroutine<String> of(String value) {
      return Coroutine.of(await(later(value)) + "!");
    }
  }

  @Async
  private static <T> Coroutine<Void> bridges(Generic<T> generic, T value) {
    log(await(generic.of(value))); // logs: b! | b! | b!
    return Coroutine.done();
  }

  interface Left {
    @Async
    default Coroutine<String> side() {
      return Coroutine.of(await(later("left")));
    }
  }

  interface Right extends Left {
    @Async
    @Override
    default Coroutine<String> side() {
      return Coroutine.of(await(later("right of " + await(Left.super.side()))));
    }
  }

  static class Diamond implements Left, Right {}

  static class Chosen extends Diamond {
    @Async
    @Override
    public Coroutine<String> side() {
      return Coroutine.of("chosen over " + await(super.side()));
    }
  }

  @Async
  private static Coroutine<Void> diamonds(Left left) {
    log(await(left.side())); // logs: right of left | chosen over right of left | right of left | chosen over right of left | right of left | chosen over right of left
    return Coroutine.done();
  }

  static class Widths {
    @Async
    Coroutine<String> all(long l, double d, byte b, char c, float f, int[] array, String... more) {
      String before = l + " " + d + " " + b + " " + c + " " + f;
      return Coroutine.of(before + await(later(" ")) + array.length + more.length);
    }

    @Async
    Coroutine<Integer> plus(int a, int b) {
      return Coroutine.of(await(later(a)) + b);
    }
  }

  @Async
  private static Coroutine<Void> widths(Widths w, long l, double d, byte b, char c, float f) {
    log(await(w.all(l, d, b, c, f, new int[2], "x", "y", "z"))); // logs: 1 2.0 3 c 4.0 23 | 1 2.0 3 c 4.0 23 | 1 2.0 3 c 4.0 23
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> operands(Widths w) {
    int[] array = {1, 2};
    array[await(w.plus(0, 1))] += await(w.plus(await(w.plus(1, 2)), 3)) * 2;
    log(array[0] + " " + array[1]); // logs: 1 14 | 1 14 | 1 14
    return Coroutine.done();
  }

  static class Outer {
    private final Inner inner = new Inner();

    @Async
    private Coroutine<String> mine(String s) {
      return Coroutine.of(await(later("mine " + s)));
    }

    class Inner {
      @Async
      private Coroutine<String> calls() {
        return Coroutine.of(await(mine("by inner")));
      }
    }

    @Async
    Coroutine<String> fails(boolean atOnce) throws IOException {
      if (atOnce) {
        throw new IOException("at once");
      }
      return Coroutine.of(await(failing(new IOException("later")), IOException.class).toString());
    }
  }

  /** Private members of other classes, which before Java 11 are reached through others. */
  @Async
  private static Coroutine<Void> nested(Outer outer) {
    log(await(outer.mine("by LinkedCalls"))); // logs: mine by LinkedCalls | mine by LinkedCalls | mine by LinkedCalls
    log(await(outer.inner.calls())); // logs: mine by inner | mine by inner | mine by inner
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> failures(Outer outer) {
    for (boolean atOnce : new boolean[] {true, false}) {
      try {
        await(outer.fails(atOnce));
      } catch (IOException e) {
        log(e.getMessage()); // logs: at once | later | at once | later | at once | later
      }
    }
    try {
      await(((Outer) null).fails(true));
    } catch (NullPointerException | IOException e) {
      log(e.getClass()); // logs: class java.lang.NullPointerException | class java.lang.NullPointerException | class java.lang.NullPointerException
    }
    return Coroutine.done();
  }
}
