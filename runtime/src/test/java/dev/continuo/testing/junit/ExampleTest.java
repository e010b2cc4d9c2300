// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.queue.Queue;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** How tests with the extension look. */
class ExampleTest implements AsyncTests {

  // @Explore too makes an object of this class for each run.
  private final Queue<String> queue = new Queue<>();
  private String name;

  @BeforeEach
  void plainMethodsWorkAsEver(TestInfo info) {
    name = info.getDisplayName();
  }

  @Async
  @AsyncBeforeEach
  Coroutine<Void> fill() {
    await(queue.put("one"));
    return Coroutine.done();
  }

  @Async
  @AsyncAfterEach
  Coroutine<Void> isUsedUp() {
    await(yieldNow());
    assertThat(queue.isEmpty()).isTrue();
    return Coroutine.done();
  }

  @Async
  @AsyncTest
  Coroutine<Void> awaitsInVirtualTime(TestLoop loop) {
    assertThat(await(queue.get())).isEqualTo("one");
    await(sleep(Duration.ofDays(1)));
    assertThat(loop.time()).isEqualTo(Duration.ofDays(1).toNanos());
    return Coroutine.done();
  }

  @Async
  @AsyncTest
  @DisplayName("has a name")
  Task<Void> mayBeATask(EventLoop loop, TestInfo info) {
    assertThat(loop).isSameInstanceAs(EventLoop.running());
    assertThat(name).isEqualTo("has a name");
    await(queue.get());
    return Task.of(null);
  }

  @Async
  @AsyncTest
  @Explore(schedules = 50)
  Coroutine<Void> holdsUnderAllSchedules() {
    await(gather(queue.get(), queue.put("two"), queue.get()));
    return Coroutine.done();
  }

  @Test
  void plainTestsHaveALoopToo(TestLoop loop) {
    assertThat(loop.runUntilComplete(sleep(Duration.ofHours(1), "slept"))).isEqualTo("slept");
    loop.advanceBy(Duration.ofHours(1));
    assertThat(loop.time()).isEqualTo(Duration.ofHours(2).toNanos());
  }
}
