// SPDX-License-Identifier: Apache-2.0
package dev.continuo.testing.junit;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs test classes as JUnit does, and looks at what comes out. */
class ContinuoExtensionTest {

  /** Display names, each with "ok", "skipped: ..", "aborted" or what failed. */
  private static Map<String, String> run(Class<?> testClass, String only) {
    Map<String, String> results = new TreeMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionSkipped(TestIdentifier test, String reason) {
            results.put(test.getDisplayName(), "skipped: " + reason);
          }

          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
              results.put(test.getDisplayName(), text(result));
            }
          }
        };
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(selectClass(testClass))
            .configurationParameter("continuo.test", only)
            .build();
    LauncherConfig config =
        LauncherConfig.builder().enableTestExecutionListenerAutoRegistration(false).build();
    LauncherFactory.create(config).execute(request, listener);
    return results;
  }

  private static Map<String, String> run(Class<?> testClass) {
    return run(testClass, "");
  }

  private static String text(TestExecutionResult result) {
    return switch (result.getStatus()) {
      case SUCCESSFUL -> "ok";
      case ABORTED -> "aborted";
      case FAILED -> result.getThrowable().orElseThrow().toString();
    };
  }

  static class Kinds implements AsyncTests {
    @Async
    @AsyncTest
    Coroutine<Void> good() {
      await(sleep(Duration.ofHours(1)));
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    Coroutine<Void> bad(TestLoop loop) {
      await(sleep(Duration.ofHours(1)));
      throw new IllegalStateException("at " + Duration.ofNanos(loop.time()));
    }

    @Async
    @AsyncTest
    @Disabled("not now")
    Coroutine<Void> disabled() {
      throw new AssertionError();
    }

    @Async
    @AsyncTest
    Coroutine<Void> assuming() {
      await(yieldNow());
      assumeTrue(false);
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    @Explore
    Coroutine<Void> assumingUnderAll() {
      await(yieldNow());
      assumeTrue(false);
      return Coroutine.done();
    }

    @AsyncTest
    Coroutine<Void> nothing() {
      return null;
    }
  }

  @Test
  void eachAsyncMethodIsATest() {
    Map<String, String> results = run(Kinds.class);
    assertThat(results)
        .containsExactly(
            "good()", "ok",
            "bad(TestLoop)", "java.lang.IllegalStateException: at PT1H",
            "disabled()", "skipped: not now",
            "assuming()", "aborted",
            "assumingUnderAll()", "aborted",
            "nothing()",
                "java.lang.NullPointerException: "
                    + Kinds.class.getName()
                    + ".nothing returned null; return Coroutine.done()");
  }

  @Test
  void oneCanBeRunAlone() {
    assertThat(run(Kinds.class, "good")).containsExactly("good()", "ok");
  }

  static class Leaving implements AsyncTests {
    @Async
    @AsyncTest
    Coroutine<Void> aTask() {
      createTask("left", sleep(Duration.ofHours(1)));
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    Coroutine<Void> aFailure() {
      createTask("failed", Coroutine.failed(new IllegalStateException("unseen")));
      await(yieldNow());
      await(yieldNow());
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    @SuppressWarnings("continuo:UnusedCoroutine")
    Coroutine<Void> aCoroutine() {
      Coroutine<Void> forgotten = aTask();
      await(yieldNow());
      return Coroutine.done();
    }

    @Test
    void aTaskOfAPlainTest(TestLoop loop) {
      loop.createTask(new Future0().never());
    }
  }

  static final class Future0 {
    @Async
    Coroutine<Void> never() {
      await(new Future<Void>());
      return Coroutine.done();
    }
  }

  @Test
  void whatIsLeftBehindFails() {
    Map<String, String> results = run(Leaving.class);
    String before = "java.lang.AssertionError: the program has ended, but left behind:\n  ";
    assertThat(results.get("aTask()"))
        .isEqualTo(
            before
                + "task 'left' waits for <sleep pending>\n"
                + "      at dev.continuo.Asyncio.sleep(Unknown Source)");
    assertThat(results.get("aFailure()"))
        .isEqualTo(
            before
                + "Task exception was never retrieved: task 'failed':"
                + " java.lang.IllegalStateException: unseen");
    assertThat(results.get("aCoroutine()"))
        .startsWith(
            before
                + "coroutine 'aTask' was never awaited, created at "
                + Leaving.class.getName()
                + ".aCoroutine(ContinuoExtensionTest.java:");
    assertThat(results.get("aTaskOfAPlainTest(TestLoop)")).startsWith(before + "task 'Task-");
  }

  static class Explored implements AsyncTests {
    private final List<String> seen = new ArrayList<>();

    @BeforeEach
    void isNewAndHasTheLoopOfTheRun(TestLoop loop) {
      assertThat(seen).isEmpty();
      assertThat(loop).isSameInstanceAs(EventLoop.running());
      seen.add("before");
    }

    @AfterEach
    void isDone() {
      assertThat(seen).containsAtLeast("before", "a", "b");
    }

    @Async
    @AsyncTest
    @Explore(schedules = 20)
    Coroutine<Void> random() {
      return notInOrder();
    }

    @Async
    @AsyncTest
    @Explore(deviations = 1)
    Coroutine<Void> bounded() {
      return notInOrder();
    }

    @Async
    @AsyncTest
    @Explore(replay = "2.1")
    Coroutine<Void> replayed() {
      return notInOrder();
    }

    @Async
    @AsyncTest
    @Explore(replay = "0")
    Coroutine<Void> replayedSeed() {
      return notInOrder();
    }

    @Async
    private Coroutine<Void> notInOrder() {
      await(gather(createTask("a", note("a")), createTask("b", note("b"))));
      if (seen.get(1).equals("b")) {
        throw new IllegalStateException("b came first");
      }
      return Coroutine.done();
    }

    @Async
    private Coroutine<Void> note(String name) {
      seen.add(name);
      return Coroutine.done();
    }
  }

  @Test
  void exploredTestsSayHowTheyAreReplayed() {
    Map<String, String> results = run(Explored.class);
    assertThat(results.get("random()"))
        .isEqualTo(
            """
            dev.continuo.testing.ExplorationFailure: \
            schedule 2 of 20 fails: java.lang.IllegalStateException: b came first
              Its seed is 1: @Explore(replay = "1") runs it again
              The shortest schedule has 1 deviation from the order of arrival: \
            @Explore(replay = "2.1") runs it again
                step 2: 'b' in note runs before 'a' in note
              Its steps: main, 'b', 'a', callback, callback, main""");
    assertThat(results.get("bounded()")).contains("@Explore(replay = \"2.1\")");
    assertThat(results.get("replayed()"))
        .isEqualTo("java.lang.IllegalStateException: b came first");
    assertThat(results.get("replayedSeed()")).isEqualTo("ok");
  }

  @TimeLimit(1)
  static class Limited implements AsyncTests {
    @Async
    @AsyncTest
    Coroutine<Void> tooLong() {
      await(sleep(Duration.ofSeconds(2)));
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    @TimeLimit(value = 1, unit = TimeUnit.MINUTES)
    Coroutine<Void> longEnough() {
      await(sleep(Duration.ofSeconds(2)));
      return Coroutine.done();
    }

    @Test
    void plain(TestLoop loop) {
      loop.runUntilComplete(sleep(Duration.ofSeconds(2)));
    }
  }

  @Test
  void aLimitIsInVirtualTime() {
    Map<String, String> results = run(Limited.class);
    String late = "dev.continuo.testing.LivelockException: not done after PT1S of virtual time";
    assertThat(results.get("tooLong()")).startsWith(late);
    assertThat(results.get("longEnough()")).isEqualTo("ok");
    assertThat(results.get("plain(TestLoop)")).startsWith(late);
  }

  static class Around implements AsyncTests {
    static final List<String> SEEN = new ArrayList<>();

    @BeforeEach
    void plainBefore(TestLoop loop) {
      loop.callSoon(() -> SEEN.add("callback of the plain one"));
      SEEN.add("plain before");
    }

    @AfterEach
    void plainAfter() {
      SEEN.add("plain after");
    }

    @Async
    @AsyncBeforeEach
    Coroutine<Void> before() {
      await(sleep(Duration.ofSeconds(1)));
      SEEN.add("before");
      return Coroutine.done();
    }

    @Async
    @AsyncTest
    Coroutine<Void> fails() {
      SEEN.add("test");
      throw new IllegalStateException("as it should");
    }

    @Async
    @AsyncAfterEach
    Coroutine<Void> after() {
      await(sleep(Duration.ofSeconds(1)));
      SEEN.add("after");
      return Coroutine.done();
    }
  }

  @Test
  void whatComesBeforeAndAfterIsAwaitedOnTheSameLoop() {
    Around.SEEN.clear();
    assertThat(run(Around.class))
        .containsExactly("fails()", "java.lang.IllegalStateException: as it should");
    assertThat(Around.SEEN)
        .containsExactly(
            "plain before", "callback of the plain one", "before", "test", "after", "plain after")
        .inOrder();
  }

  static class Wrong implements AsyncTests {
    @AsyncTest
    void returnsNothing() {}
  }

  @Test
  void mistakesAreExplained() {
    assertThat(run(Wrong.class).get("async()"))
        .isEqualTo(
            "org.junit.jupiter.api.extension.ExtensionConfigurationException: "
                + Wrong.class.getName()
                + ".returnsNothing: an @AsyncTest method returns void, which cannot be awaited;"
                + " return Coroutine<Void>");
  }

  @ExtendWith(ContinuoExtension.class)
  static class OnlyExtended {
    private TestLoop before;

    @BeforeEach
    void before(TestLoop loop) {
      before = loop;
    }

    @Test
    void isTheSameLoop(TestLoop loop) {
      assertThat(loop).isSameInstanceAs(before);
      Task<Void> task = loop.createTask(sleep(Duration.ofDays(1)));
      loop.runUntilIdle();
      assertThat(task.isDone()).isTrue();
    }
  }

  @Test
  void plainTestsNeedOnlyTheExtension() {
    assertThat(run(OnlyExtended.class)).containsExactly("isTheSameLoop(TestLoop)", "ok");
  }
}
