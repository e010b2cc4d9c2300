// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.page;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import dev.continuo.testing.junit.AsyncTest;
import dev.continuo.testing.junit.AsyncTests;
import dev.continuo.testing.junit.Explore;
import dev.continuo.testing.junit.TimeLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@TimeLimit(value = 2, unit = TimeUnit.DAYS)
class TicketOfficeTest implements AsyncTests {
  private final TicketOffice office = new TicketOffice(1);

  @Async
  @AsyncTest
  Coroutine<Void> sellsATicketADayLater(TestLoop loop) {
    await(sleep(Duration.ofDays(1)));
    assertThat(await(office.buy(3))).isTrue();
    assertThat(loop.time()).isEqualTo(Duration.ofDays(1).toNanos());
    return Coroutine.done();
  }

  @Async
  @AsyncTest
  @Explore(schedules = 50)
  Coroutine<Void> sellsNoMoreThanThereAre() {
    await(office.buy(0));
    assertThat(await(office.buy(0))).isFalse();
    return Coroutine.done();
  }

  @Test
  void isNotInAHurry(TestLoop loop) {
    var slept = loop.createTask(sleep(Duration.ofHours(1)));
    loop.advanceBy(Duration.ofMinutes(59));
    assertThat(slept.isDone()).isFalse();
    loop.runUntilIdle();
    assertThat(slept.isDone()).isTrue();
  }
}
