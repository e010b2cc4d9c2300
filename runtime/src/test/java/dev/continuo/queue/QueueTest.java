// SPDX-License-Identifier: Apache-2.0
package dev.continuo.queue;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueueTest {

  private final Queue<Integer> queue = new Queue<>();
  private final List<Object> seen = new ArrayList<>();

  @Async
  private Coroutine<Void> getOne() {
    seen.add(await(queue.get()));
    return Coroutine.done();
  }

  @Test
  void anItemIsNotReservedForTheGetterThatWasWoken() {
    TestLoop.run(
        () -> {
          Task<Void> getter = createTask(getOne());
          await(yieldNow());
          queue.putNoWait(1);
          assertThat(queue.getNoWait()).isEqualTo(1);
          await(yieldNow());
          assertThat(getter.isDone()).isFalse();
          queue.putNoWait(2);
          await(getter);
          assertThat(seen).containsExactly(2);
          return Coroutine.done();
        });
  }

  @Test
  void anIterationEndsAtShutdownWithWhatIsLeft() {
    TestLoop.run(
        () -> {
          queue.putNoWait(1);
          queue.putNoWait(2);
          queue.shutdown();
          for (int item : each(queue)) {
            seen.add(item);
          }
          assertThat(seen).containsExactly(1, 2).inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aPutWithRoomAndAGetWithItemsDoNotSuspend() {
    TestLoop.run(
        () -> {
          createTask(sees());
          await(queue.put(1));
          assertThat(await(queue.get())).isEqualTo(1);
          assertThat(seen).isEmpty();
          return Coroutine.done();
        });
  }

  @Async
  private Coroutine<Void> sees() {
    seen.add("ran");
    return Coroutine.done();
  }

  @Test
  void sizesAndItemsAreChecked() {
    assertThat(queue.capacity()).isEqualTo(Integer.MAX_VALUE);
    assertThat(assertThrows(NullPointerException.class, () -> queue.put(null).close()))
        .hasMessageThat()
        .isEqualTo("item");
    assertThat(assertThrows(IllegalArgumentException.class, () -> new Queue<>(0)))
        .hasMessageThat()
        .isEqualTo("capacity must be >= 1, got 0");
  }
}
