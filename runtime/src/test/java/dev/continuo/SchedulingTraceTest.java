// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static dev.continuo.Script.repeat;
import static dev.continuo.Trace.seconds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Recorded traces of CPython about scheduling, futures and tasks. */
class SchedulingTraceTest {

  private final Trace trace = new Trace();

  private Script<Object> printing(Object text) {
    return Script.first(
        v -> {
          trace.print(text);
          return give("r");
        });
  }

  @Test
  void schedFifo() {
    List<Task<?>> tasks = new ArrayList<>();
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      EventLoop loop = EventLoop.running();
                      tasks.add(createTask(printing("t1")));
                      loop.callSoon(() -> trace.print("cb1"));
                      tasks.add(createTask(printing("t2")));
                      loop.callSoon(() -> trace.print("cb2"));
                      trace.print("main continues first");
                      return tasks.get(1);
                    })
                .then(
                    v -> {
                      trace.print("main after b; a done", tasks.get(0).isDone());
                      return null;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 main continues first",
            "0 t1",
            "0 cb1",
            "0 t2",
            "0 cb2",
            "0 main after b; a done true")
        .inOrder();
  }

  @Test
  void schedSleep0RoundRobin() {
    List<String> lines =
        trace.of(
            Script.first(v -> gather(looping("a"), looping("b"), looping("c")))
                .then(
                    v -> {
                      trace.print("done");
                      return null;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 a 0", "0 b 0", "0 c 0", "0 a 1", "0 b 1", "0 c 1", "0 a 2", "0 b 2", "0 c 2",
            "0 done")
        .inOrder();
  }

  private Script<Object> looping(String name) {
    int[] i = {0};
    return Script.first(
        v -> {
          if (i[0] == 3) {
            return null;
          }
          trace.print(name, i[0]++);
          return repeat(yieldNow());
        });
  }

  @Test
  void schedIterationSnapshot() {
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      Future<Object> f = new Future<>();
                      EventLoop.running().callSoon(() -> countDown("x", 2, f));
                      EventLoop.running().callSoon(() -> countDown("y", 2, f));
                      return f;
                    })
                .then(
                    v -> {
                      trace.print("main");
                      return null;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 cb x 2", "0 cb y 2", "0 cb x 1", "0 cb y 1", "0 cb x 0", "0 cb y 0", "0 main")
        .inOrder();
  }

  private void countDown(String name, int k, Future<Object> f) {
    trace.print("cb", name, k);
    if (k > 0) {
      EventLoop.running().callSoon(() -> countDown(name, k - 1, f));
    } else if (name.equals("y")) {
      EventLoop.running().callSoon(() -> f.setResult(null));
    }
  }

  @Test
  void schedTimers() {
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      EventLoop loop = EventLoop.running();
                      loop.callLater(seconds(3), () -> trace.print("L3"));
                      Handle h = loop.callLater(seconds(2), () -> trace.print("L2 never"));
                      loop.callLater(seconds(1), () -> trace.print("L1"));
                      loop.callAt(2_500_000_000L, () -> trace.print("A2.5"));
                      loop.callSoon(() -> trace.print("soon"));
                      loop.callLater(seconds(0), () -> trace.print("L0"));
                      loop.callLater(seconds(-5), () -> trace.print("L-5"));
                      h.cancel();
                      trace.print("cancelled", h.isCancelled());
                      return sleep(seconds(4));
                    })
                .then(
                    v -> {
                      trace.print("end");
                      return null;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 cancelled true", "0 soon", "0 L-5", "0 L0", "1 L1", "2.5 A2.5", "3 L3", "4 end")
        .inOrder();
  }

  @Test
  void schedDoneCallbacks() {
    List<Task<Object>> x = new ArrayList<>();
    List<Task<?>> waiters = new ArrayList<>();
    Consumer<Future<Object>> never = f -> trace.print("never");
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      x.add(createTask(Script.<Object>first(u -> give("r"))));
                      x.get(0).addDoneCallback(f -> trace.print("cb1", f.result()));
                      waiters.add(
                          createTask(
                              Script.first(u -> x.get(0))
                                  .then(
                                      r -> {
                                        trace.print("w1", r);
                                        return null;
                                      })));
                      return yieldNow();
                    })
                .then(
                    v -> {
                      x.get(0).addDoneCallback(f -> trace.print("cb2 after done: scheduled"));
                      trace.print("main sync");
                      return waiters.get(0);
                    })
                .then(v -> yieldNow())
                .then(
                    v -> {
                      Task<Object> y = createTask(Script.<Object>first(u -> give("r")));
                      y.addDoneCallback(never);
                      y.addDoneCallback(never);
                      trace.print("removed", y.removeDoneCallback(never));
                      return y;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 w1 r", "0 main sync", "0 cb1 r", "0 cb2 after done: scheduled", "0 removed 2")
        .inOrder();
  }

  @Test
  void taskIdentity() {
    List<Task<?>> t = new ArrayList<>();
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      t.add(createTask("A", named()));
                      t.add(createTask(named()));
                      t.get(1).setName("7");
                      trace.print(
                          allTasks().stream()
                              .filter(task -> task != currentTask())
                              .map(Task::name)
                              .sorted()
                              .toList());
                      return waitUntil(t, ReturnWhen.ALL_COMPLETED);
                    })
                .then(
                    v -> {
                      Task<?> a = t.get(0);
                      trace.print(allTasks().size());
                      trace.print(a.isDone(), a.isCancelled(), a.exception(), a.result());
                      EventLoop.running().callSoon(() -> trace.print("in callback", currentTask()));
                      return yieldNow();
                    }));
    assertThat(lines)
        .containsExactly(
            "0 [7, A]", "0 A", "0 7", "0 1", "0 true false null null", "0 in callback null")
        .inOrder();
  }

  private Script<Object> named() {
    return Script.first(
        v -> {
          trace.print(currentTask().name());
          return null;
        });
  }

  @Test
  void eagerStart() {
    Object[] me = new Object[1];
    List<Task<?>> t = new ArrayList<>();
    List<String> lines =
        trace.of(
            Script.first(
                    v -> {
                      Asyncio.setEagerTasks(true);
                      me[0] = currentTask();
                      t.add(createTask(quick(me)));
                      trace.print("q done", t.get(0).isDone(), currentTask() == me[0]);
                      t.add(createTask(slow()));
                      trace.print("s done", t.get(1).isDone());
                      Task<?> b =
                          createTask(
                              Script.first(
                                  u -> {
                                    throw new IllegalArgumentException("e");
                                  }));
                      trace.print("b done", b.isDone(), b.exception().getMessage());
                      return gather(t);
                    })
                .then(
                    v -> {
                      trace.print(v);
                      trace.print("gather done", gather(quick(me), quick(me)).isDone());
                      return null;
                    }));
    assertThat(lines)
        .containsExactly(
            "0 quick false",
            "0 q done true true",
            "0 slow before",
            "0 s done false",
            "0 b done true e",
            "0 slow after",
            "0 [1, 2]",
            "0 quick false",
            "0 quick false",
            "0 gather done true")
        .inOrder();
  }

  private Script<Object> quick(Object[] me) {
    return Script.first(
        v -> {
          trace.print("quick", currentTask() == me[0]);
          return give(1);
        });
  }

  private Script<Object> slow() {
    return Script.<Object>first(
            v -> {
              trace.print("slow before");
              return yieldNow();
            })
        .then(
            v -> {
              trace.print("slow after");
              return give(2);
            });
  }
}
