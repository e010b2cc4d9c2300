// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Flight Recorder records of a program. */
class FlightRecorderTest {

  private static final List<String> OF_TASKS =
      List.of("TaskCreated", "TaskStarted", "TaskSuspended", "TaskResumed", "TaskEnded");

  @TempDir Path folder;

  @Async
  private static Coroutine<Integer> price(boolean fails) {
    await(sleep(Duration.ofMillis(1)));
    if (fails) {
      throw new IllegalStateException("no price");
    }
    return Coroutine.of(1);
  }

  @Async
  private static Coroutine<Void> main() {
    Task<Integer> good = createTask("good", price(false));
    Task<Integer> bad = createTask("bad", price(true));
    await(good);
    try {
      await(bad);
    } catch (IllegalStateException e) {
      return Coroutine.done();
    }
    throw new AssertionError();
  }

  private List<RecordedEvent> record(List<String> enabled, Coroutine<?> program)
      throws IOException {
    try (Recording recording = new Recording()) {
      enabled.forEach(name -> recording.enable("dev.continuo." + name));
      recording.start();
      Asyncio.run(program);
      recording.stop();
      Path file = folder.resolve("program.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> enabled.contains(shortName(event)))
          .toList();
    } finally {
      // What follows in this JVM is not to be watched any longer.
      Asyncio.run(Coroutine.done());
    }
  }

  /** Of our events, the name without the package. */
  private static String shortName(RecordedEvent event) {
    return event.getEventType().getName().replaceFirst("^dev\\.continuo\\.", "");
  }

  private static List<String> of(String task, List<RecordedEvent> events) {
    List<String> lines = new ArrayList<>();
    for (RecordedEvent event : events) {
      if (event.hasField("name") && task.equals(event.getString("name"))) {
        String line = event.getEventType().getName().substring("dev.continuo.".length());
        for (String field : List.of("coroutine", "at", "waitsFor", "outcome")) {
          line += event.hasField(field) ? " " + event.getString(field) : "";
        }
        lines.add(Sources.withoutLines(line));
      }
    }
    return lines;
  }

  @Test
  void theLifeOfATaskIsRecorded() throws IOException {
    List<RecordedEvent> events = record(OF_TASKS, main());
    String suspended =
        "TaskSuspended dev.continuo.inspect.FlightRecorderTest.price("
            + "await(sleep(Duration.ofMillis(1)));) <sleep pending>";
    assertThat(of("good", events))
        .containsExactly(
            "TaskCreated price", "TaskStarted", suspended, "TaskResumed", "TaskEnded result")
        .inOrder();
    assertThat(of("bad", events))
        .containsExactly(
            "TaskCreated price",
            "TaskStarted",
            suspended,
            "TaskResumed",
            "TaskEnded java.lang.IllegalStateException: no price")
        .inOrder();
    RecordedEvent created =
        events.stream()
            .filter(e -> e.getEventType().getName().endsWith("TaskCreated"))
            .filter(e -> "good".equals(e.getString("name")))
            .findFirst()
            .get();
    assertThat(
            created.getStackTrace().getFrames().stream().map(f -> f.getMethod().getName()).toList())
        .contains("main");
  }

  @Test
  void unlessARecordingNamesThemTheEventsOfTasksAreOff() throws IOException {
    try (Recording recording = new Recording()) {
      recording.start();
      Asyncio.run(main());
      recording.stop();
      Path file = folder.resolve("default.jfr");
      recording.dump(file);
      assertThat(
              RecordingFile.readAllEvents(file).stream()
                  .map(FlightRecorderTest::shortName)
                  .filter(OF_TASKS::contains))
          .isEmpty();
    }
  }

  @Async
  private static Coroutine<Void> slow() {
    Asyncio.currentTask().setName("slow");
    EventLoop.running().setSlowCallbackDuration(Duration.ofMillis(1));
    computes();
    await(Asyncio.yieldNow());
    return Coroutine.done();
  }

  /** Long enough for the watchdog, which looks each millisecond, to see it. */
  private static void computes() {
    long end = System.nanoTime() + 500_000_000;
    while (System.nanoTime() < end) {
      Thread.onSpinWait();
    }
  }

  @Test
  void aSlowStepIsRecorded() throws IOException {
    List<RecordedEvent> events = record(List.of("SlowCallback"), slow());
    RecordedEvent first = events.get(0);
    assertThat(first.getEventType().getName()).isEqualTo("dev.continuo.SlowCallback");
    assertThat(first.getDuration("took")).isGreaterThan(Duration.ZERO);
    assertThat(first.getString("seenAt")).contains("FlightRecorderTest.computes(");
    assertThat(first.getString("callback")).startsWith("<Task pending name='slow' coro=<slow()");
  }

  @Async
  @SuppressWarnings("continuo:BlockingCall")
  private static Coroutine<Void> busyForASecond() {
    long end = System.nanoTime() + 1_100_000_000;
    while (System.nanoTime() < end) {
      LockSupport.parkNanos(1_000_000);
      await(Asyncio.yieldNow());
    }
    return Coroutine.done();
  }

  @Test
  void whatALoopDidIsRecordedEachSecond() throws IOException {
    RecordedEvent statistics = record(List.of("LoopStatistics"), busyForASecond()).get(0);
    assertThat(statistics.getLong("callbacks")).isGreaterThan(0);
    assertThat(statistics.getDuration("busy")).isGreaterThan(Duration.ZERO);
    assertThat(statistics.getDuration("longest")).isGreaterThan(Duration.ZERO);
    assertThat(statistics.getInt("tasks")).isEqualTo(1);
  }
}
