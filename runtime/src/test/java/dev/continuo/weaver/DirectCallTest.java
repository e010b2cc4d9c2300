// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.run;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.spi.LinkAtOnce;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * An await of a call goes to the body of what the receiver's class has, without a coroutine, from
 * the second call on; and never to another method's.
 */
public final class DirectCallTest {
  static {
    LinkAtOnce.on();
  }

  private static final StackWalker STACK = StackWalker.getInstance();

  /** Says who runs: "direct" if an await has called the body itself. */
  private static String said(String who) {
    boolean resumed =
        STACK.walk(
            frames ->
                frames
                    .skip(2)
                    .findFirst()
                    .map(frame -> frame.getMethodName().equals("resume"))
                    .orElseThrow());
    return resumed ? who : "direct " + who;
  }

  interface Service {
    Coroutine<String> get(long a, int b);
  }

  static class Woven implements Service {
    @Async
    @Override
    public Coroutine<String> get(long a, int b) {
      return Coroutine.of(said("Woven " + a + b));
    }
  }

  static class Inherits extends Woven {}

  static class OverridesWoven extends Woven {
    @Async
    @Override
    public Coroutine<String> get(long a, int b) {
      String r = said("OverridesWoven");
      await(yieldNow());
      return Coroutine.of(r);
    }
  }

  static class OverridesPlain extends Woven {
    @Override
    public Coroutine<String> get(long a, int b) {
      return Coroutine.of("OverridesPlain");
    }
  }

  static class CallsSuper extends Woven {
    int calls;

    @Override
    public Coroutine<String> get(long a, int b) {
      calls++;
      return super.get(a, b);
    }
  }

  static class AwaitsSuper extends Woven {
    @Async
    @Override
    public Coroutine<String> get(long a, int b) {
      return Coroutine.of(said("AwaitsSuper ") + await(super.get(a, b)));
    }
  }

  record Recorded(String name) implements Service {
    @Async
    @Override
    public Coroutine<String> get(long a, int b) {
      return Coroutine.of(said(name));
    }
  }

  interface Default extends Service {
    @Async
    @Override
    default Coroutine<String> get(long a, int b) {
      return Coroutine.of(said("Default " + a));
    }
  }

  static class HasDefault implements Default {}

  static class OverridesDefault implements Default {
    @Override
    public Coroutine<String> get(long a, int b) {
      return Coroutine.of("OverridesDefault");
    }
  }

  abstract static class Abstract {
    abstract Coroutine<String> get();
  }

  static class Concrete extends Abstract {
    @Async
    @Override
    Coroutine<String> get() {
      return Coroutine.of(said("Concrete"));
    }
  }

  interface Generic<T> {
    Coroutine<String> of(T value);
  }

  static class OfString implements Generic<String> {
    @Async
    @Override
    public Coroutine<String> of(String value) {
      return Coroutine.of(said("OfString " + value));
    }
  }

  static class Statics {
    static final List<String> LOG = new ArrayList<>();

    static {
      DirectCallTest.log.add("initialised");
    }

    @Async
    static Coroutine<String> get(int n) {
      return Coroutine.of(said("Statics " + n));
    }
  }

  static class NoInit {
    static final int ONE = Integer.parseInt("one");

    @Async
    static Coroutine<Integer> get() {
      return Coroutine.of(ONE);
    }
  }

  static List<String> log = new ArrayList<>();

  /** One site for all. */
  @Async
  static Coroutine<List<String>> call(int times, Service... services) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      for (Service service : services) {
        results.add(await(service.get(i, 7)));
      }
    }
    return Coroutine.of(results);
  }

  private static List<String> calls(int times, Service... services) {
    return run(() -> call(times, services));
  }

  @Test
  void theBodyOfAWovenMethodIsCalledDirectlyFromTheSecondCallOn() {
    assertThat(run(() -> own(new Woven())))
        .containsExactly("Woven 00", "direct Woven 11", "direct Woven 22")
        .inOrder();
  }

  @Async
  private static Coroutine<List<String>> own(Woven woven) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      results.add(await(woven.get(i, i)));
    }
    return Coroutine.of(results);
  }

  @Async
  private static Coroutine<List<String>> ofInterface(Service service) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      results.add(await(service.get(i, i)));
    }
    return Coroutine.of(results);
  }

  @Test
  void anInterfaceARecordAndADefaultMethodAreCalledDirectly() {
    assertThat(run(() -> ofInterface(new Recorded("record")))).contains("direct record");
    assertThat(run(() -> ofInterface(new HasDefault()))).contains("direct Default 1");
    assertThat(run(() -> ofInterface(new Inherits()))).contains("direct Woven 11");
  }

  @Async
  private static Coroutine<List<String>> mixed(Service... services) {
    List<String> results = new ArrayList<>();
    for (Service service : services) {
      results.add(await(service.get(1, 1)));
    }
    return Coroutine.of(results);
  }

  record Case(Service service, String expected) {}

  @Test
  void anOverrideIsCalledWhateverWasSeenBefore() {
    CallsSuper callsSuper = new CallsSuper();
    Service lambda = (a, b) -> Coroutine.of("lambda");
    Service reference = new Woven()::get;
    Service proxy =
        (Service)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Service.class},
                (self, method, arguments) -> Coroutine.of("proxy"));
    Service anonymous =
        new Woven() {
          @Override
          public Coroutine<String> get(long a, int b) {
            return Coroutine.of("anonymous");
          }
        };
    List<Case> all =
        List.of(
            new Case(new Woven(), "Woven 11"),
            new Case(new OverridesPlain(), "OverridesPlain"),
            new Case(callsSuper, "Woven 11"),
            new Case(new OverridesWoven(), "OverridesWoven"),
            new Case(new AwaitsSuper(), "AwaitsSuper Woven 11"),
            new Case(new OverridesDefault(), "OverridesDefault"),
            new Case(lambda, "lambda"),
            new Case(reference, "Woven 11"),
            new Case(proxy, "proxy"),
            new Case(anonymous, "anonymous"));
    for (int rotated = 0; rotated < all.size(); rotated++) {
      List<Case> order = new ArrayList<>(all);
      Collections.rotate(order, rotated);
      Service[] services = order.stream().map(Case::service).toArray(Service[]::new);
      for (int round = 0; round < 3; round++) {
        assertThat(run(() -> mixed(services)).stream().map(r -> r.replace("direct ", "")).toList())
            .containsExactlyElementsIn(order.stream().map(Case::expected).toList())
            .inOrder();
      }
    }
    assertThat(callsSuper.calls).isEqualTo(30);
  }

  @Test
  void whatIsNotTheMethodItselfIsNeverPassedBy() {
    CallsSuper callsSuper = new CallsSuper();
    assertThat(calls(40, callsSuper)).containsNoneOf("direct Woven 17", "direct Woven 27");
    assertThat(callsSuper.calls).isEqualTo(40);
  }

  @Test
  void moreClassesThanASiteRemembersAllRun() {
    Service[] many = {
      new Woven(),
      new Inherits(),
      new OverridesWoven(),
      new AwaitsSuper(),
      new Recorded("r"),
      new HasDefault(),
      new OverridesPlain()
    };
    List<String> results = calls(20, many);
    for (int i = 0; i < results.size(); i++) {
      String expected =
          List.of(
                  "Woven " + i / 7 + 7,
                  "Woven " + i / 7 + 7,
                  "OverridesWoven",
                  "AwaitsSuper Woven " + i / 7 + 7,
                  "r",
                  "Default " + i / 7,
                  "OverridesPlain")
              .get(i % 7);
      assertThat(results.get(i).replace("direct ", "")).isEqualTo(expected);
    }
  }

  @Async
  private static Coroutine<List<String>> ofAbstract(Abstract a, Generic<String> g) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      results.add(await(a.get()));
      results.add(await(g.of("x")));
    }
    return Coroutine.of(results);
  }

  @Test
  void anAbstractMethodIsCalledDirectlyAndABridgeThroughItsCoroutine() {
    assertThat(run(() -> ofAbstract(new Concrete(), new OfString())))
        .containsExactly("Concrete", "OfString x", "direct Concrete", "OfString x")
        .inOrder();
  }

  @Async
  private static Coroutine<List<String>> ofStatic(List<String> seen) {
    List<String> results = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      seen.addAll(log);
      results.add(await(Statics.get(next(seen))));
    }
    return Coroutine.of(results);
  }

  private static int next(List<String> seen) {
    seen.add("argument");
    return seen.size();
  }

  @Test
  void aStaticMethodOfAnotherClassIsCalledDirectlyAndInitialisesItAtTheCall() {
    List<String> seen = new ArrayList<>();
    assertThat(run(() -> ofStatic(seen))).containsExactly("Statics 1", "direct Statics 3");
    assertThat(seen).containsExactly("argument", "initialised", "argument").inOrder();
  }

  @Async
  private static Coroutine<Integer> ofNoInit() {
    return Coroutine.of(await(NoInit.get()));
  }

  @Test
  void whatTheInitialisationOfTheClassThrowsComesOutOfTheAwait() {
    assertThrows(ExceptionInInitializerError.class, () -> run(DirectCallTest::ofNoInit));
    assertThrows(NoClassDefFoundError.class, () -> run(DirectCallTest::ofNoInit));
  }

  @Async
  private static Coroutine<String> ofNull(Service service) {
    return Coroutine.of(await(service.get(1, 2)));
  }

  @Test
  void aNullReceiverIsANullPointerExceptionFirstAndLast() {
    for (int i = 0; i < 3; i++) {
      NullPointerException e =
          assertThrows(NullPointerException.class, () -> run(() -> ofNull(null)));
      assertThat(e)
          .hasMessageThat()
          .isEqualTo(
              "Cannot invoke \"dev.continuo.weaver.DirectCallTest$Service.get(long,int)\""
                  + " because the receiver is null");
      assertThat(e.getStackTrace()[0].getMethodName()).isEqualTo("ofNull");
      assertThat(run(() -> ofNull(new Woven()))).contains("Woven 12");
    }
  }

  static class Failing {
    @Async
    Coroutine<Void> fail(String how) throws IOException {
      if (how.equals("late")) {
        await(yieldNow());
      }
      throw new IOException(how);
    }
  }

  @Async
  private static Coroutine<String> caught(Failing failing, String how) {
    try {
      await(failing.fail(how));
      return Coroutine.of("no exception");
    } catch (IOException e) {
      return Coroutine.of(e.getMessage() + " " + e.getStackTrace()[0].getMethodName());
    }
  }

  @Test
  void exceptionsOfADirectCallAreCaughtWhereTheyWere() {
    for (int i = 0; i < 3; i++) {
      assertThat(run(() -> caught(new Failing(), "early"))).isEqualTo("early fail");
      assertThat(run(() -> caught(new Failing(), "late"))).isEqualTo("late fail");
    }
  }

  /** What a class of another loader implements. */
  public interface Greeter {
    /** Greets. */
    Coroutine<String> greet();
  }

  private static Greeter ofAnotherLoader() throws Exception {
    Path source = Files.createTempDirectory("loader").resolve("Plugin.java");
    Files.writeString(
        source,
        """
        import dev.continuo.Coroutine;
        import dev.continuo.annotation.Async;
        import dev.continuo.weaver.DirectCallTest;
        public class Plugin implements DirectCallTest.Greeter {
          @Async
          public Coroutine<String> greet() {
            return Coroutine.of("hello");
          }
        }
        """);
    return (Greeter)
        WovenLoader.weaving(new Target(source, List.of()).compile())
            .loadClass("Plugin")
            .getConstructor()
            .newInstance();
  }

  @Async
  private static Coroutine<String> greetedBy(Greeter greeter) {
    return Coroutine.of(await(greeter.greet()));
  }

  @Test
  void aSiteKeepsNoClassOfALoaderBelowItsOwnAlive() throws Exception {
    Greeter greeter = ofAnotherLoader();
    WeakReference<Class<?>> plugin = new WeakReference<>(greeter.getClass());
    for (int i = 0; i < 3; i++) {
      Greeter called = greeter;
      assertThat(run(() -> greetedBy(called))).isEqualTo("hello");
    }
    greeter = null;
    for (int i = 0; i < 100 && plugin.get() != null; i++) {
      System.gc();
    }
    assertThat(plugin.get()).isNull();
  }
}
