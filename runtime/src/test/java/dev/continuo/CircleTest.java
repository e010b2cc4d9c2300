// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.gather;

import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that wait for each other can be cancelled; asyncio ends in a RecursionError. */
class CircleTest {

  private final List<Task<Void>> tasks = new ArrayList<>();

  @Async
  private Coroutine<Void> awaits(int index) {
    await(tasks.get(index));
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> gathersItself() {
    await(gather(List.of(tasks.get(0))));
    return Coroutine.done();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 100})
  void cancellingOneTaskOfACircleEndsThemAll(int size) {
    TestLoop loop = new TestLoop();
    for (int i = 0; i < size; i++) {
      tasks.add(loop.createTask(awaits((i + 1) % size)));
    }
    loop.runCurrent();
    assertThat(tasks.get(0).cancel("stop")).isTrue();
    loop.runCurrent();
    for (Task<Void> task : tasks) {
      assertThat(task.isCancelled()).isTrue();
      assertThat(task.cancelling()).isEqualTo(1);
    }
    loop.close();
  }

  @Test
  void aTaskThatWaitsForItselfThroughAGatherCanBeCancelled() {
    TestLoop loop = new TestLoop();
    tasks.add(loop.createTask(gathersItself()));
    loop.runCurrent();
    tasks.get(0).cancel();
    loop.runCurrent();
    assertThat(tasks.get(0).isCancelled()).isTrue();
    loop.close();
  }
}
