// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.emit;
import static dev.continuo.Script.end;
import static dev.continuo.Script.give;
import static dev.continuo.Trace.seconds;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.spi.Suspension;
import dev.continuo.testing.TestLoop;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import org.junit.jupiter.api.Test;

class GeneratorTest {

  private final List<Object> seen = new ArrayList<>();

  private static AsyncIterator<Object> start(Script<?> body) {
    @SuppressWarnings("unchecked")
    Script<Object> frame = (Script<Object>) body;
    return Suspension.startGenerator(frame);
  }

  /** Emits 1, awaits, emits 2, ends; says when it is left by an exception. */
  private Script<Object> oneTwo() {
    return Script.<Object>first(v -> emit(1))
        .then(v -> sleep(seconds(1)))
        .then(v -> emit(2))
        .handle(
            (v, e) -> {
              if (e != null) {
                seen.add(e.getClass().getSimpleName());
                return Script.first(u -> sleep(seconds(1)))
                    .then(
                        u -> {
                          seen.add("cleaned");
                          throw e;
                        });
              }
              return null;
            })
        .then(v -> end());
  }

  private Script<Object> collect(AsyncIterator<Object> it) {
    return Script.<Object>named("collect")
        .then(v -> it.hasNext())
        .then(v -> Script.repeatWhile((Boolean) v, () -> seen.add(it.next()), it));
  }

  @Test
  void elementsComeInOrderAcrossAwaits() {
    TestLoop.run(collect(start(oneTwo())));
    assertThat(seen).containsExactly(1, 2).inOrder();
  }

  @Test
  void hasNextTwiceDoesNotAdvance() {
    AsyncIterator<Object> it = start(oneTwo());
    TestLoop.run(Script.first(v -> it.hasNext()).then(v -> it.hasNext()));
    assertThat(it.next()).isEqualTo(1);
  }

  @Test
  void nextWithoutHasNextFails() {
    AsyncIterator<Object> it = start(oneTwo());
    assertThrows(NoSuchElementException.class, it::next);
  }

  @Test
  void closeThrowsAtTheEmitAndAwaitsTheCleanup() {
    AsyncIterator<Object> it = start(oneTwo());
    Object more =
        TestLoop.run(
            Script.first(v -> it.hasNext())
                .then(v -> give(it.next()))
                .then(v -> it.hasNext())
                .then(v -> it.closeAsync())
                .then(v -> it.hasNext()));
    assertThat(seen).containsExactly("GeneratorExit", "cleaned").inOrder();
    assertThat(more).isEqualTo(false);
  }

  @Test
  void anEmitAfterCloseFails() {
    AsyncIterator<Object> it =
        start(Script.first(v -> emit(1)).handle((v, e) -> emit(2)).then(v -> end()));
    Object message =
        TestLoop.run(
            Script.first(v -> it.hasNext())
                .then(v -> it.closeAsync())
                .handle((v, e) -> give(e.getMessage())));
    assertThat(message).isEqualTo("async generator ignored GeneratorExit");
  }

  @Test
  void closingOneThatHasNotBegunRunsNothing() {
    AsyncIterator<Object> it = start(oneTwo());
    Object more = TestLoop.run(Script.first(v -> it.closeAsync()).then(v -> it.hasNext()));
    assertThat(more).isEqualTo(false);
    assertThat(seen).isEmpty();
  }

  @Test
  void twoTasksInOneGeneratorFail() {
    AsyncIterator<Object> it = start(Script.first(v -> sleep(seconds(1))).then(v -> end()));
    Object message =
        TestLoop.run(
            Script.first(
                    v -> {
                      createTask(Script.first(u -> it.hasNext()));
                      return yieldNow();
                    })
                .then(v -> it.hasNext())
                .handle((v, e) -> give(e.getMessage())));
    assertThat(message).isEqualTo("asynchronous generator is already running");
  }

  @Test
  void aReturnedIteratorGoesOnInItsPlace() {
    AsyncIterator<Object> rest = start(oneTwo());
    TestLoop.run(collect(start(Script.first(v -> emit(0)).then(v -> give(rest)))));
    assertThat(seen).containsExactly(0, 1, 2).inOrder();
  }

  @Test
  void anExceptionEndsTheGenerator() {
    AsyncIterator<Object> it =
        start(
            Script.first(v -> sleep(seconds(1)))
                .then(
                    v -> {
                      throw new IllegalArgumentException("x");
                    }));
    Object more =
        TestLoop.run(
            Script.first(v -> it.hasNext())
                .handle((v, e) -> give(seen.add(e.getMessage())))
                .then(v -> it.hasNext()));
    assertThat(seen).containsExactly("x");
    assertThat(more).isEqualTo(false);
  }

  @Test
  void cancellingTheConsumerReachesTheBody() {
    AsyncIterator<Object> it =
        start(
            Script.first(v -> sleep(seconds(9)))
                .handle(
                    (v, e) -> {
                      seen.add(e.getClass().getSimpleName());
                      throw e;
                    }));
    TestLoop.run(
        Script.first(
                v -> {
                  Task<?> t = createTask(Script.first(u -> it.hasNext()));
                  EventLoop.running().callLater(seconds(1), t::cancel);
                  return t;
                })
            .handle((v, e) -> null));
    assertThat(seen).containsExactly("CancelledError");
  }

  @Test
  void unwovenCallsNameTheThreeWays() throws Exception {
    List<String> messages = new ArrayList<>();
    AsyncIterator<Object> it = start(oneTwo());
    Object each = unwoven("each", AsyncIterable.class, it);
    messages.add(message(() -> unwoven("await", Awaitable.class, Coroutine.done())));
    messages.add(message(() -> unwoven("emit", Object.class, 1)));
    messages.add(message(() -> ((Iterable<?>) each).iterator().hasNext()));
    messages.add(message(it::close));
    for (String message : messages) {
      assertThat(message).contains("annotation processor");
      assertThat(message).contains("-javaagent:continuo-agent.jar");
      assertThat(message).contains("Maven plugin");
      assertThat(message).contains("@Async");
    }
  }

  /** By reflection, since the weaver refuses these calls in a class like this one. */
  private static Object unwoven(String function, Class<?> parameter, Object argument)
      throws Exception {
    try {
      return Asyncio.class.getMethod(function, parameter).invoke(null, argument);
    } catch (InvocationTargetException e) {
      throw (RuntimeException) e.getCause();
    }
  }

  private static String message(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalStateException.class, call).getMessage();
  }
}
