// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;

import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Future;
import dev.continuo.ReturnWhen;
import dev.continuo.Runner;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.annotation.Async;
import dev.continuo.inspect.TaskInfo.Edge;
import dev.continuo.inspect.TaskInfo.State;
import dev.continuo.sync.Lock;
import dev.continuo.testing.TestLoop;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Who awaits whom. */
class CallGraphTest {

  private static final Duration SECOND = Duration.ofSeconds(1);

  private final List<CallGraph> captured = new ArrayList<>();

  @Async
  private static Coroutine<Integer> fetch(int n) {
    return Coroutine.of(await(sleep(SECOND, n)));
  }

  @Async
  @SuppressWarnings("try") // held only to be closed
  private static Coroutine<Integer> buy(Lock lock) {
    try (var held = await(lock.acquire())) {
      return Coroutine.of(await(sleep(SECOND, 1)));
    }
  }

  @Async
  private static Coroutine<Integer> page() {
    Task<Integer> head = createTask("head", fetch(1));
    Task<Integer> body = createTask("body", fetch(2));
    return Coroutine.of(await(gather(head, shield(body))).size());
  }

  @Async
  private static Coroutine<Void> main(Lock lock) {
    Asyncio.currentTask().setName("main");
    return TaskGroup.run(
        group -> {
          group.createTask("page", page());
          group.createTask("first", buy(lock));
          group.createTask("second", buy(lock));
          Task<?> limited = group.createTask("limited", timeout(SECOND, () -> fetch(3)));
          await(waitUntil(List.of(limited), ReturnWhen.FIRST_EXCEPTION));
          return Coroutine.done();
        });
  }

  /** Runs until the tasks wait, and looks. */
  private CallGraph halfASecondInto(Coroutine<?> main, boolean debug) {
    try (Runner runner = Runner.builder().debug(debug).loop(TestLoop::new).build()) {
      TestLoop loop = (TestLoop) runner.loop();
      loop.createTask(main);
      loop.advanceBy(Duration.ofMillis(500));
      return CallGraph.capture(loop);
    }
  }

  private static String drawn(CallGraph graph) {
    return Sources.withoutLines(graph.toString()).replaceAll("(lambda.main.)\\d", "$1N") + "\n";
  }

  @Test
  void theTreeShowsTasksAndTheirCoroutinesThroughGroupsGathersShieldsAndLimits() {
    assertThat(drawn(halfASecondInto(main(new Lock()), false)))
        .isEqualTo(
            """
            TestLoop: 7 tasks
            └── (T) 'main' waits for <waitUntil FIRST_EXCEPTION pending>
                │     dev.continuo.inspect.CallGraphTest.main(return TaskGroup.run()
                │     dev.continuo.TaskGroup.run(TaskGroup.java)
                │     dev.continuo.inspect.CallGraphTest.lambda$main$N(\
            await(waitUntil(List.of(limited), ReturnWhen.FIRST_EXCEPTION));)
                │     dev.continuo.Asyncio.waitUntil(Unknown Source)
                ├── waitUntil FIRST_EXCEPTION: (T) 'limited' waits for <sleep pending>
                │         dev.continuo.Timeout.run(Timeout.java)
                │         dev.continuo.inspect.CallGraphTest.fetch(\
            return Coroutine.of(await(sleep(SECOND, n)));)
                ├── TaskGroup: (T) 'page' waits for <gather of 2 pending>
                │   │     dev.continuo.inspect.CallGraphTest.page(\
            return Coroutine.of(await(gather(head, shield(body))).size());)
                │   ├── gather of 2: (T) 'head' waits for <sleep pending>
                │   │         dev.continuo.inspect.CallGraphTest.fetch(\
            return Coroutine.of(await(sleep(SECOND, n)));)
                │   └── gather of 2, shield: (T) 'body' waits for <sleep pending>
                │             dev.continuo.inspect.CallGraphTest.fetch(\
            return Coroutine.of(await(sleep(SECOND, n)));)
                ├── TaskGroup: (T) 'first' waits for <sleep pending>
                │         dev.continuo.inspect.CallGraphTest.buy(\
            return Coroutine.of(await(sleep(SECOND, 1)));)
                └── TaskGroup: (T) 'second' waits for <turn at <Lock locked> pending>
                          dev.continuo.inspect.CallGraphTest.buy(\
            try (var held = await(lock.acquire())) {)
                          dev.continuo.sync.Lock.acquire(Lock.java)
                          dev.continuo.internal.WaitQueue.await(WaitQueue.java)
            """);
  }

  @Test
  void edgesGoBothWays() {
    CallGraph graph = halfASecondInto(main(new Lock()), false);
    TaskInfo page = named(graph, "page");
    TaskInfo body = named(graph, "body");
    assertThat(page.awaits().stream().map(Edge::task))
        .containsExactly(named(graph, "head").id(), body.id())
        .inOrder();
    assertThat(body.awaitedBy())
        .containsExactly(new Edge(page.id(), List.of("gather of 2", "shield")));
    assertThat(page.awaitedBy())
        .containsExactly(new Edge(named(graph, "main").id(), List.of("TaskGroup")));
  }

  private static TaskInfo named(CallGraph graph, String name) {
    return graph.tasks().stream().filter(task -> task.name().equals(name)).findFirst().get();
  }

  @Test
  void inDebugModeItTellsSinceWhenATaskWaitsAndOtherwiseNot() {
    TaskInfo known = named(halfASecondInto(main(new Lock()), true), "body");
    assertThat(known.since()).isEqualTo(Duration.ofMillis(500));
    assertThat(known.steps()).isEqualTo(1);
    assertThat(known.slowestStep()).isNotNull();
    TaskInfo unknown = named(halfASecondInto(main(new Lock()), false), "body");
    assertThat(unknown.since()).isNull();
    assertThat(unknown.slowestStep()).isNull();
  }

  @Async
  private static Coroutine<Void> awaits(List<Task<?>> others, int index) {
    await(others.get(index));
    return Coroutine.done();
  }

  @Test
  void aCircleIsShownAsSuch() {
    List<Task<?>> tasks = new ArrayList<>();
    CallGraph graph;
    try (Runner runner = Runner.builder().loop(TestLoop::new).build()) {
      TestLoop loop = (TestLoop) runner.loop();
      for (int i = 0; i < 3; i++) {
        tasks.add(loop.createTask(awaits(tasks, (i + 1) % 3)));
        tasks.get(i).setName("abc".substring(i, i + 1));
      }
      loop.runUntilIdle();
      graph = CallGraph.capture(loop);
    }
    assertThat(graph.cycles()).hasSize(1);
    assertThat(graph.cycles().get(0).stream().map(TaskInfo::name))
        .containsExactly("a", "b", "c")
        .inOrder();
    String line = "dev.continuo.inspect.CallGraphTest.awaits(await(others.get(index));)";
    assertThat(drawn(graph).replaceAll(" wait_for=<Task[^>]*>>", ""))
        .isEqualTo(
            """
            TestLoop: 3 tasks
            cycle: 'a' awaits 'b' awaits 'c' awaits 'a'
            └── (T) 'a' waits for <Task pending name='b' coro=<awaits() running at C.java>>
                │     LINE
                └── (T) 'b' waits for <Task pending name='c' coro=<awaits() running at C.java>>
                    │     LINE
                    └── (T) 'c' waits for <Task pending name='a' coro=<awaits() running at C.java>>
                        │     LINE
                        └── (T) 'a', see above
            """
                .replace("LINE", line)
                .replace("at C.java", "at CallGraphTest.java"));
  }

  @Async
  private Coroutine<Void> looksAtItself() {
    Asyncio.currentTask().setName("self");
    await(yieldNow());
    await(looks());
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> looks() {
    look();
    return Coroutine.done();
  }

  private void look() {
    captured.add(CallGraph.capture());
  }

  @Test
  void ofTheRunningTaskItShowsWhatTheCoroutinesCallToo() {
    TestLoop.run(looksAtItself());
    TaskInfo self = captured.get(0).tasks().get(0);
    assertThat(self.state()).isEqualTo(State.RUNNING);
    assertThat(self.stack().stream().map(StackTraceElement::getMethodName))
        .containsExactly("look", "looks", "looksAtItself")
        .inOrder();
  }

  @Test
  void aGraphOfOneTaskHasWhomItWaitsForAndWhoWaitsForIt() {
    try (Runner runner = Runner.builder().loop(TestLoop::new).build()) {
      TestLoop loop = (TestLoop) runner.loop();
      Task<?> fetching = loop.createTask(fetch(1));
      fetching.setName("fetching");
      loop.createTask(awaits(List.of(fetching), 0)).setName("waiting");
      loop.createTask(fetch(2)).setName("other");
      loop.runCurrent();
      assertThat(CallGraph.capture(fetching).tasks().stream().map(TaskInfo::name))
          .containsExactly("fetching", "waiting");
      assertThat(CallGraph.capture(loop).tasks()).hasSize(3);
    }
  }

  @Test
  void withoutALoopThereIsNothingToCapture() {
    IllegalStateException e =
        org.junit.jupiter.api.Assertions.assertThrows(
            IllegalStateException.class, CallGraph::capture);
    assertThat(e).hasMessageThat().isEqualTo("no running event loop");
  }

  // ---- from another thread

  @Async
  private static Coroutine<Void> serves(CountDownLatch begun, AtomicReference<Future<Void>> end) {
    Asyncio.currentTask().setName("server");
    end.set(new Future<>());
    begun.countDown();
    await(end.get());
    return Coroutine.done();
  }

  @Test
  void anotherThreadAsksTheLoop() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    AtomicReference<Future<Void>> end = new AtomicReference<>();
    try (Runner runner = new Runner()) {
      EventLoop loop = runner.loop();
      Thread thread = new Thread(() -> runner.run(serves(begun, end)), "serving");
      thread.start();
      begun.await();
      CallGraph graph = CallGraph.capture(loop);
      assertThat(graph.exact()).isTrue();
      assertThat(graph.thread()).isEqualTo("serving");
      assertThat(named(graph, "server").state()).isEqualTo(State.WAITING);
      assertThat(CallGraph.captureAll().stream().map(CallGraph::thread)).contains("serving");
      end.get().setResult(null);
      thread.join();
    }
    assertThat(CallGraph.captureAll().stream().map(CallGraph::thread)).doesNotContain("serving");
  }

  @Async
  @SuppressWarnings("continuo:BlockingCall") // that is what the test is about
  private static Coroutine<Void> blocks(CountDownLatch begun, CountDownLatch end) {
    Asyncio.currentTask().setName("blocking");
    begun.countDown();
    try {
      end.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return Coroutine.done();
  }

  @Test
  void aStuckLoopIsLookedAtFromOutside() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    try (Runner runner = new Runner()) {
      EventLoop loop = runner.loop();
      Thread thread = new Thread(() -> runner.run(blocks(begun, end)), "stuck");
      thread.start();
      begun.await();
      CallGraph graph = Capture.of(loop, 1);
      assertThat(graph.exact()).isFalse();
      TaskInfo task = named(graph, "blocking");
      assertThat(task.state()).isEqualTo(State.RUNNING);
      assertThat(Sources.withoutLines(task.stack().toString()))
          .contains("CallGraphTest.blocks(end.await();)");
      assertThat(graph.toString())
          .startsWith(
              "SelectorEventLoop on thread 'stuck': 1 task; the loop did not answer, so this may"
                  + " be inexact. Its thread is at\n    ");
      end.countDown();
      thread.join();
    }
  }

  // ---- tasks in words

  @Test
  void aTaskInWordsSaysWhereItIsAndWhatItWaitsFor() {
    List<String> words = new ArrayList<>();
    try (Runner runner = Runner.builder().loop(TestLoop::new).build()) {
      TestLoop loop = (TestLoop) runner.loop();
      Task<?> task = loop.createTask(fetch(7));
      task.setName("T");
      words.add(task.toString());
      loop.runCurrent();
      words.add(Sources.withoutLines(task.toString()));
      loop.advanceBy(SECOND);
      words.add(task.toString());
      Task<?> cancelled = loop.createTask(fetch(1));
      cancelled.setName("C");
      cancelled.cancel();
      loop.runCurrent();
      words.add(cancelled.toString());
    }
    words.add(Future.failed(new IllegalStateException("x")).toString());
    words.add(Future.of("y").toString());
    assertThat(words)
        .containsExactly(
            "<Task pending name='T' coro=<fetch() not started>>",
            "<Task pending name='T' coro=<fetch() running at CallGraphTest.java>"
                + " wait_for=<sleep pending>>",
            "<Task finished name='T' coro=<fetch() done> result=7>",
            "<Task cancelled name='C' coro=<fetch() done>>",
            "<Future finished exception=java.lang.IllegalStateException: x>",
            "<Future finished result=y>")
        .inOrder();
  }

  @Test
  void theStackOfASuspendedTaskIsPrintedWhole() {
    try (Runner runner = Runner.builder().loop(TestLoop::new).build()) {
      TestLoop loop = (TestLoop) runner.loop();
      Lock lock = new Lock();
      loop.createTask(buy(lock));
      Task<?> second = loop.createTask(buy(lock));
      second.setName("second");
      loop.runCurrent();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      second.printStack(new PrintStream(out, true, StandardCharsets.UTF_8));
      assertThat(Sources.withoutLines(out.toString(StandardCharsets.UTF_8).replace("\r", "")))
          .isEqualTo(
              """
              <Task pending name='second' coro=<buy() running at CallGraphTest.java>\
               wait_for=<turn at <Lock locked> pending>>
              	at dev.continuo.internal.WaitQueue.await(WaitQueue.java)
              	at dev.continuo.sync.Lock.acquire(Lock.java)
              	at dev.continuo.inspect.CallGraphTest.buy(try (var held = await(lock.acquire())) {)
              """);
    }
  }
}
