// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.emit;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Coroutines and generators as code that uses them sees them. */
class CoroutineRulesTest {

  private final List<Object> seen = new ArrayList<>();

  @Async
  private Coroutine<Void> logs(Object what) {
    seen.add(what);
    return Coroutine.done();
  }

  @Async
  private <X extends Throwable> Coroutine<Void> fails(X failure) throws X {
    throw failure;
  }

  @Async
  private AsyncIterator<Integer> counts(int n) {
    try {
      for (int i = 0; i < n; i++) {
        emit(i);
      }
    } finally {
      await(yieldNow());
      seen.add("cleaned up");
    }
    return AsyncIterator.end();
  }

  @Test
  void callingAnAsyncMethodRunsNoneOfItsBody() {
    TestLoop.run(
        () -> {
          Coroutine<Void> called = logs("body");
          await(yieldNow());
          assertThat(seen).isEmpty();
          await(called);
          assertThat(seen).containsExactly("body");
          return Coroutine.done();
        });
  }

  @Test
  void anExceptionCrossesTheAwaitAsTheSameObjectBeforeOthersRun() {
    TestLoop.run(
        () -> {
          createTask(logs("another task"));
          IOException failure = new IOException("x");
          try {
            await(fails(failure), IOException.class);
            seen.add("not thrown");
          } catch (IOException e) {
            assertThat(e).isSameInstanceAs(failure);
          }
          assertThat(seen).isEmpty();
          return Coroutine.done();
        });
  }

  @Test
  void breakLeavesAGeneratorOpenUntilItIsClosed() {
    TestLoop.run(
        () -> {
          AsyncIterator<Integer> generator = counts(9);
          for (int i : each(generator)) {
            if (i == 1) {
              break;
            }
          }
          await(yieldNow());
          assertThat(seen).isEmpty();
          await(generator.closeAsync());
          assertThat(seen).containsExactly("cleaned up");
          return Coroutine.done();
        });
  }

  @Test
  void aClosedGeneratorHasNothingMore() {
    TestLoop.run(
        () -> {
          AsyncIterator<Integer> generator = counts(9);
          await(generator.hasNext());
          await(generator.closeAsync());
          assertThat(await(generator.hasNext())).isFalse();
          return Coroutine.done();
        });
  }

  @Test
  void leavingTryWithResourcesClosesAGenerator() {
    TestLoop.run(
        () -> {
          try (AsyncIterator<Integer> generator = counts(9)) {
            assertThat(await(generator.hasNext())).isTrue();
          }
          assertThat(seen).containsExactly("cleaned up");
          return Coroutine.done();
        });
  }
}
