// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HappyEyeballsTest {

  private final List<String> events = new ArrayList<>();

  private void event(String what) {
    events.add(EventLoop.running().time() / 1_000_000 + " " + what);
  }

  /** Addresses are "name millis": what it takes to connect; or to fail, if negative. */
  private HappyEyeballs<String, String> race(String... addresses) {
    return new HappyEyeballs<>(
        "host port 80",
        List.of(addresses),
        Duration.ofMillis(250),
        this::connect,
        connection -> event("close " + connection));
  }

  @Async
  private Coroutine<String> connect(String address) throws IOException {
    String name = address.substring(0, 1);
    int millis = Integer.parseInt(address.substring(2));
    event("try " + name);
    boolean ended = false;
    try {
      await(sleep(Duration.ofMillis(Math.abs(millis))));
      ended = true;
    } finally {
      if (!ended) {
        event("cancel " + name);
      }
    }
    if (millis < 0) {
      throw new IOException("no " + name);
    }
    return Coroutine.of(name);
  }

  @Test
  void theFirstAddressAloneIsTriedIfItAnswersInTime() {
    TestLoop.run(
        () -> {
          assertThat(await(race("a 249", "b 1").run())).isEqualTo("a");
          assertThat(events).containsExactly("0 try a");
          return Coroutine.done();
        });
  }

  @Test
  void theNextIsTriedBesideASlowOneAndTheOthersAreGivenUp() {
    TestLoop.run(
        () -> {
          assertThat(await(race("a 9000", "b 300", "c 9000", "d 1").run())).isEqualTo("b");
          assertThat(events)
              .containsExactly("0 try a", "250 try b", "500 try c", "550 cancel a", "550 cancel c")
              .inOrder();
          assertThat(allTasks()).hasSize(1);
          return Coroutine.done();
        });
  }

  @Test
  void theNextIsTriedAtOnceWhenOneFails() {
    TestLoop.run(
        () -> {
          assertThat(await(race("a -10", "b -20", "c 30").run())).isEqualTo("c");
          assertThat(events).containsExactly("0 try a", "10 try b", "30 try c").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void aSlowOneStillWinsWhenLaterOnesFail() {
    TestLoop.run(
        () -> {
          assertThat(await(race("a 400", "b -10").run())).isEqualTo("a");
          return Coroutine.done();
        });
  }

  @Test
  void aConnectionThatComesTooLateIsClosed() {
    TestLoop.run(
        () -> {
          assertThat(await(race("a 300", "b 50").run())).isEqualTo("a");
          await(yieldNow());
          assertThat(events).containsExactly("0 try a", "250 try b", "300 close b").inOrder();
          return Coroutine.done();
        });
  }

  @Test
  void theErrorListsEachAttempt() {
    TestLoop.run(
        () -> {
          Throwable t = await(thrownBy(race("a -10", "b -20").run()));
          assertThat(t).isInstanceOf(ConnectException.class);
          assertThat(t)
              .hasMessageThat()
              .isEqualTo("cannot connect to host port 80: a -10: no a; b -20: no b");
          assertThat(t.getSuppressed()).hasLength(2);
          assertThat(t.getSuppressed()[1]).hasMessageThat().isEqualTo("no b");
          return Coroutine.done();
        });
  }

  @Test
  void cancellingItCancelsAllAttempts() {
    TestLoop.run(
        () -> {
          Task<String> race = createTask(race("a 9000", "b 9000").run());
          await(sleep(Duration.ofMillis(300)));
          race.cancel();
          await(gatherOutcomes(race));
          await(yieldNow());
          await(yieldNow());
          assertThat(events)
              .containsExactly("0 try a", "250 try b", "300 cancel a", "300 cancel b")
              .inOrder();
          assertThat(allTasks()).hasSize(1);
          return Coroutine.done();
        });
  }

  @Test
  void aConnectionThatComesTogetherWithTheCancellationIsClosed() {
    TestLoop.run(
        () -> {
          Task<String> race = createTask(race("a 100", "b 1").run());
          await(sleep(Duration.ofMillis(100)));
          race.cancel();
          assertThat(await(gatherOutcomes(race))).hasSize(1);
          await(yieldNow());
          await(yieldNow());
          assertThat(race.isCancelled()).isTrue();
          assertThat(events).containsAnyOf("100 close a", "100 cancel a");
          return Coroutine.done();
        });
  }

  @Test
  void theFamiliesComeByTurnsInTheOrderOfTheirFirst() throws UnknownHostException {
    List<InetAddress> all = new ArrayList<>();
    for (String a : List.of("::1", "::2", "::3", "10.0.0.1", "10.0.0.2")) {
      all.add(InetAddress.getByName(a));
    }
    assertThat(HappyEyeballs.interleave(all).stream().map(InetAddress::getHostAddress).toList())
        .containsExactly(
            "0:0:0:0:0:0:0:1", "10.0.0.1", "0:0:0:0:0:0:0:2", "10.0.0.2", "0:0:0:0:0:0:0:3")
        .inOrder();
  }
}
