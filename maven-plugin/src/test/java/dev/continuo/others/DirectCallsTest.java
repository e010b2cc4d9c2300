// SPDX-License-Identifier: Apache-2.0
package dev.continuo.others;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.run;
import static org.mockito.ArgumentMatchers.anyInt;
import static org.mockito.Mockito.CALLS_REAL_METHODS;
import static org.mockito.Mockito.doReturn;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.mockStatic;
import static org.mockito.Mockito.spy;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import java.lang.instrument.Instrumentation;
import java.util.List;
import net.bytebuddy.agent.builder.AgentBuilder;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;
import org.junit.jupiter.api.Test;
import org.mockito.MockedStatic;

/**
 * An await that calls a body directly does so no longer when an agent has changed the class: before
 * the await was linked, or after.
 */
final class DirectCallsTest {
  private static final int OFTEN = 20_000;

  /** Coroutines of which no test has changed the class before. */
  static class Stock {
    @Async
    Coroutine<String> item(int id) {
      return Coroutine.of("item " + id + " " + caller());
    }

    @Async
    static Coroutine<String> currency() {
      return Coroutine.of("EUR " + caller());
    }
  }

  static final class Fresh extends Stock {
    @Async
    @Override
    Coroutine<String> item(int id) {
      return Coroutine.of("fresh " + id);
    }
  }

  static class Advised {
    @Async
    Coroutine<String> item(int id) {
      return Coroutine.of("item " + id);
    }
  }

  static class AdvisedFirst extends Advised {
    @Async
    @Override
    Coroutine<String> item(int id) {
      return Coroutine.of("first " + id);
    }
  }

  private static String caller() {
    String method =
        StackWalker.getInstance()
            .walk(frames -> frames.skip(2).findFirst().orElseThrow().getMethodName());
    return method.equals("resume") ? "by its coroutine" : "directly";
  }

  @Async
  private static Coroutine<String> last(Stock stock, int times) {
    String last = "";
    for (int i = 0; i < times; i++) {
      last = await(stock.item(7));
    }
    return Coroutine.of(last);
  }

  @Async
  private static Coroutine<String> lastCurrency(int times) {
    String last = "";
    for (int i = 0; i < times; i++) {
      last = await(Stock.currency());
    }
    return Coroutine.of(last);
  }

  @Test
  void aMockIsAskedThoughTheAwaitWasLinkedAndCompiledBeforeThereWasOne() {
    assertThat(run(() -> last(new Stock(), OFTEN))).isEqualTo("item 7 directly");
    Stock mock = mock();
    when(mock.item(anyInt())).thenReturn(Coroutine.of("mocked"));
    assertThat(run(() -> last(mock, 3))).isEqualTo("mocked");
    Stock spy = spy(new Stock());
    doReturn(Coroutine.of("spied")).when(spy).item(7);
    assertThat(run(() -> last(spy, 3))).isEqualTo("spied");
    verify(spy, times(3)).item(7);
    assertThat(run(() -> last(new Stock(), 3))).startsWith("item 7");

    assertThat(run(() -> lastCurrency(100))).startsWith("EUR");
    try (MockedStatic<Stock> statics = mockStatic(Stock.class, CALLS_REAL_METHODS)) {
      statics.when(Stock::currency).thenReturn(Coroutine.of("USD"));
      assertThat(run(() -> lastCurrency(3))).isEqualTo("USD");
    }
    assertThat(run(() -> lastCurrency(3))).startsWith("EUR");
  }

  @Async
  private static Coroutine<String> both(Fresh fresh, int times) {
    String last = "";
    for (int i = 0; i < times; i++) {
      last = await(fresh.item(1));
    }
    return Coroutine.of(last);
  }

  @Test
  void aMockIsAskedWhereTheRealOneOfItsClassWasAwaitedFirst() {
    Fresh mock = mock();
    when(mock.item(anyInt())).thenReturn(Coroutine.of("mocked"));
    assertThat(run(() -> both(new Fresh(), 100))).isEqualTo("fresh 1");
    assertThat(run(() -> both(mock, 100))).isEqualTo("mocked");
    assertThat(run(() -> both(new Fresh(), 100))).isEqualTo("fresh 1");
  }

  static int entered;
  static int left;

  /** Notes the calls of a method. */
  static final class Counting {
    @Advice.OnMethodEnter
    static void enter() {
      entered++;
    }

    @Advice.OnMethodExit
    static void exit() {
      left++;
    }
  }

  private static void advise(Class<?> of) throws ReflectiveOperationException {
    // by reflection, as javac would warn of annotations of that class whose jar is not here
    Instrumentation instrumentation =
        (Instrumentation)
            Class.forName("net.bytebuddy.agent.ByteBuddyAgent").getMethod("install").invoke(null);
    new AgentBuilder.Default()
        .disableClassFormatChanges()
        .with(AgentBuilder.RedefinitionStrategy.RETRANSFORMATION)
        .with(AgentBuilder.TypeStrategy.Default.REDEFINE)
        .with(AgentBuilder.Listener.StreamWriting.toSystemError().withErrorsOnly())
        .type(ElementMatchers.is(of))
        .transform(
            (builder, type, loader, module, domain) ->
                builder.visit(
                    Advice.to(Counting.class)
                        .on(ElementMatchers.named("item").and(ElementMatchers.takesArguments(1)))))
        .installOn(instrumentation);
  }

  @Async
  private static Coroutine<String> lastAdvised(Advised advised, int times) {
    String last = "";
    for (int i = 0; i < times; i++) {
      last = await(advised.item(1));
    }
    return Coroutine.of(last);
  }

  @Test
  void whatAnAgentPutsIntoTheMethodRunsAtEachCall() throws Exception {
    run(() -> lastAdvised(new Advised(), OFTEN));
    advise(Advised.class);
    run(() -> lastAdvised(new Advised(), 3));
    assertThat(List.of(entered, left)).containsExactly(3, 3);
    advise(AdvisedFirst.class);
    run(() -> lastAdvised(new AdvisedFirst(), 100));
    assertThat(List.of(entered, left)).containsExactly(103, 103);
  }
}
