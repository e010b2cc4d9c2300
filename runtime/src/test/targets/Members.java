// SPDX-License-Identifier: Apache-2.0
import static dev.continuo.Asyncio.async;
import static dev.continuo.Asyncio.await;
import static dev.continuo.weaver.Scenario.failing;
import static dev.continuo.weaver.Scenario.later;
import static dev.continuo.weaver.Scenario.log;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.util.function.Supplier;

/** Coroutines as members of every kind, and what they may call. */
class Members {
  private int secret = 42;

  @Async
  static Coroutine<String> run() throws Exception { // returns: end
    await(new Sub().superCalls(new Sub()));
    await(new Impl().defaultMethod("d"));
    await(new SubImpl().defaultMethod("e"));
    await(Interface.staticMethod(2L));
    await(new Members().new Inner().outer());
    await(Constant.B.next());
    await(new Point(1, 2).sum());
    await(new Bridged().get("bridge"));
    await(Members.<String>generic(String.class, "g"));
    await(new Members().callsPlain());
    Supplier<Coroutine<Void>> reference = new Members()::privateOne;
    await(reference.get());
    return Coroutine.of("end");
  }

  static class Base {
    @Async
    Coroutine<String> m(String s) {
      return Coroutine.of("base " + await(later(s)));
    }
  }

  static class Sub extends Base {
    /** Hard cases 34 and 35: one call must not be virtual, the other must. */
    @Async
    Coroutine<Void> superCalls(Base other) {
      log(await(super.m(await(later("x")))) + "; " + await(other.m("y"))); // logs: base x; sub y
      return Coroutine.done();
    }

    @Async
    @Override
    Coroutine<String> m(String s) {
      return Coroutine.of("sub " + await(later(s)));
    }
  }

  /** Hard case 52. */
  interface Interface {
    @Async
    default Coroutine<Void> defaultMethod(String s) {
      log(await(later(s)) + await(privateMethod(1))); // logs: d1 | e1
      return Coroutine.done();
    }

    @Async
    private Coroutine<Integer> privateMethod(int i) {
      return Coroutine.of(await(later(i)));
    }

    @Async
    static Coroutine<Void> staticMethod(long l) {
      await(later(1));
      log(l); // logs: 2
      return Coroutine.done();
    }
  }

  /** Its default method calls the one it overrides, and a lambda that captures {@code this}. */
  interface SubInterface extends Interface {
    @Async
    @Override
    default Coroutine<Void> defaultMethod(String s) {
      await(later(1));
      await(Interface.super.defaultMethod(await(later(s))));
      log(await(async(() -> Coroutine.of(await(later(s)) + hashCode())))); // logs: e7
      return Coroutine.done();
    }
  }

  static class SubImpl implements SubInterface {
    @Override
    public int hashCode() {
      return 7;
    }
  }

  static class Impl implements Interface {
    @Async
    @Override
    public Coroutine<Void> defaultMethod(String s) {
      await(Interface.super.defaultMethod(await(later(s))));
      return Coroutine.done();
    }
  }

  class Inner {
    /** Hard case 56. */
    @Async
    private Coroutine<Void> outer() {
      Members.this.secret += await(later(1));
      log(secret + new Members().secret); // logs: 85
      return Coroutine.done();
    }
  }

  enum Constant {
    A,
    B {
      @Async
      @Override
      Coroutine<Void> next() {
        log(await(later(name()))); // logs: B
        return Coroutine.done();
      }
    };

    @Async
    Coroutine<Void> next() {
      await(later(1));
      return Coroutine.done();
    }
  }

  record Point(int x, int y) {
    @Async
    Coroutine<Void> sum() {
      log(x + await(later(y))); // logs: 3
      return Coroutine.done();
    }
  }

  interface Source<T> {
    Coroutine<T> get(T t);
  }

  /** Hard case 58: javac copies the annotation to the bridge. */
  static class Bridged implements Source<String> {
    @Async
    @Override
    public Coroutine<String> get(String t) {
      return Coroutine.of(log(await(later(t)))); // logs: bridge
    }
  }

  /** Hard case 17. */
  @Async
  static <G> Coroutine<G> generic(Class<G> type, Object value) {
    Object awaited = await(later(value));
    return Coroutine.of(log(type.cast(awaited))); // logs: g
  }

  /** Hard case 59. */
  @Async
  Coroutine<Void> callsPlain() {
    await(plain("once"));
    return Coroutine.done();
  }

  private Coroutine<Void> plain(String s) {
    log(s); // logs: once
    return privateOne();
  }

  @Async
  private Coroutine<Void> privateOne() {
    log(await(later("private"))); // logs: private | private
    return Coroutine.done();
  }
}
