// SPDX-License-Identifier: Apache-2.0
package dev.continuo.contract;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.yieldNow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.continuo.Coroutine;
import dev.continuo.Task;
import dev.continuo.annotation.Async;
import dev.continuo.inspect.CallGraph;
import dev.continuo.inspect.TaskInfo;
import dev.continuo.sync.Event;
import dev.continuo.testing.TestLoop;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every name of {@code dev.continuo.inspect} that programs use. */
class InspectContractTest {

  @Async
  private static Coroutine<Void> leaf(Event event) {
    await(event.await());
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> both(Task<Void> a, Task<Void> b) {
    await(gather(a, b));
    return Coroutine.done();
  }

  @Async
  private static Coroutine<Void> captures() {
    Event event = new Event();
    Task<Void> a = createTask("a", leaf(event));
    Task<Void> b = createTask("b", leaf(event));
    Task<Void> other = createTask("other", leaf(event));
    Task<Void> top = createTask("top", both(a, b));
    await(yieldNow());

    CallGraph all = CallGraph.capture();
    assertThat(names(all)).containsAtLeast("a", "b", "other", "top").inOrder();
    assertThat(names(CallGraph.capture(b))).containsExactly("b", "top").inOrder();
    TaskInfo info = all.tasks().stream().filter(t -> t.name().equals("a")).findFirst().get();
    assertThat(info.stack().toString()).contains("InspectContractTest.java:");
    TaskInfo awaiter = all.task(info.awaitedBy().get(0).task()).get();
    assertThat(awaiter.name()).isEqualTo("top");
    assertThat(all.toString()).contains("'top' waits for");
    assertThat(all.toString()).contains("InspectContractTest.leaf(InspectContractTest.java:");

    event.set();
    await(top);
    await(other);
    assertThat(CallGraph.capture(top).tasks()).isEmpty();
    return Coroutine.done();
  }

  private static List<String> names(CallGraph graph) {
    return graph.tasks().stream().map(TaskInfo::name).toList();
  }

  @Test
  void aGraphHasTheTasksWithTheirAwaitersAndLines() {
    TestLoop.run(captures());
  }

  @Test
  @SuppressWarnings("DataFlowIssue")
  void captureNeedsALoopOrATask() {
    var e = assertThrows(IllegalStateException.class, CallGraph::capture);
    assertThat(e).hasMessageThat().isEqualTo("no running event loop");
    var npe = assertThrows(NullPointerException.class, () -> CallGraph.capture((Task<?>) null));
    assertThat(npe).hasMessageThat().isEqualTo("task");
  }
}
