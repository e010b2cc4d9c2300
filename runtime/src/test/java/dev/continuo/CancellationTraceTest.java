// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.sleep;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Script.give;
import static dev.continuo.Trace.seconds;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Recorded traces of CPython about cancellation and shield. */
class CancellationTraceTest {

  private final Trace trace = new Trace();
  private final List<Task<Object>> t = new ArrayList<>();

  private Task<Object> spawn(Coroutine<Object> c) {
    Task<Object> task = createTask(c);
    t.add(task);
    return task;
  }

  @Test
  void cancelBeforeStart() {
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          Task<Object> w = spawn(trace.work("w", 1, null));
                          trace.print(w.cancel(), w.isCancelled(), w.cancelling());
                          return w;
                        })
                    .handle(
                        (v, e) -> {
                          trace.print(e instanceof CancelledError, t.get(0).isCancelled());
                          return null;
                        })))
        .containsExactly("0 true false 1", "0 true true")
        .inOrder();
  }

  @Test
  void cancelCleanup() {
    Script<Object> w =
        Script.<Object>first(v -> sleep(seconds(10)))
            .handle(
                (v, e) -> {
                  trace.print("cleanup");
                  return Script.first(u -> sleep(seconds(1)))
                      .then(
                          u -> {
                            trace.print("cleanup done");
                            throw e;
                          });
                });
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(w);
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          trace.print(t.get(0).cancel("bye"), t.get(0).isCancelled());
                          return t.get(0);
                        })
                    .handle(
                        (v, e) -> {
                          Task<Object> task = t.get(0);
                          trace.print(e.getMessage(), task.isCancelled(), task.cancel());
                          return null;
                        })))
        .containsExactly("1 true false", "1 cleanup", "2 cleanup done", "2 bye true false")
        .inOrder();
  }

  @Test
  void cancelSwallowAndUncancel() {
    Script<Object> w =
        Script.<Object>first(v -> sleep(seconds(10)))
            .handle(
                (v, e) -> {
                  trace.print("swallowed", currentTask().cancelling());
                  return sleep(seconds(1));
                })
            .then(
                v -> {
                  trace.print("still running");
                  trace.print("uncancel", currentTask().uncancel());
                  return give("ok");
                });
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(w);
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          t.get(0).cancel();
                          t.get(0).cancel();
                          return t.get(0);
                        })
                    .then(
                        v -> {
                          trace.print(v, t.get(0).isCancelled(), t.get(0).cancelling());
                          return null;
                        })))
        .containsExactly("1 swallowed 2", "2 still running", "2 uncancel 1", "2 ok false 1")
        .inOrder();
  }

  @Test
  void cancelSelf() {
    Script<Object> w =
        Script.<Object>first(
                v -> {
                  currentTask().cancel();
                  trace.print("still running");
                  return yieldNow();
                })
            .handle(
                (v, e) -> {
                  trace.print("at next await", e instanceof CancelledError);
                  return give(1);
                });
    Script<Object> w2 =
        Script.first(
            v -> {
              currentTask().cancel();
              return give("lost");
            });
    assertThat(
            trace.of(
                Script.first(v -> spawn(w))
                    .then(
                        v -> {
                          trace.print(v);
                          return spawn(w2);
                        })
                    .handle(
                        (v, e) -> {
                          trace.print("cancelled", t.get(1).isCancelled());
                          return null;
                        })))
        .containsExactly("0 still running", "0 at next await true", "0 1", "0 cancelled true")
        .inOrder();
  }

  @Test
  void cancelPropagatesToAwaitedTask() {
    Script<Object> stubborn =
        Script.<Object>first(v -> sleep(seconds(5)))
            .handle(
                (v, e) -> {
                  trace.print("inner refuses");
                  return give("value");
                });
    Script<Object> outer2 =
        Script.<Object>first(v -> t.get(2))
            .then(
                v -> {
                  trace.print("outer2 got", v, currentTask().cancelling());
                  return give(v);
                });
    Script<Object> outer =
        Script.<Object>first(v -> t.get(0))
            .handle(
                (v, e) -> {
                  trace.print("outer cancelled", t.get(0).isCancelled());
                  throw e;
                });
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(trace.work("inner", 5, null));
                          spawn(outer);
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          t.get(1).cancel();
                          return waitUntil(List.of(t.get(1)), ReturnWhen.ALL_COMPLETED);
                        })
                    .then(
                        v -> {
                          trace.print(t.get(1).isCancelled());
                          spawn(stubborn);
                          spawn(outer2);
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          t.get(3).cancel();
                          return t.get(3);
                        })
                    .then(
                        v -> {
                          trace.print(v, t.get(3).isCancelled());
                          return null;
                        })))
        .containsExactly(
            "0 inner start",
            "1 inner cancelled",
            "1 inner finally",
            "1 outer cancelled true",
            "1 true",
            "2 inner refuses",
            "2 outer2 got value 1",
            "2 value false")
        .inOrder();
  }

  @Test
  void shieldOuterCancel() {
    Script<Object> outer =
        Script.<Object>first(v -> shield(t.get(0)))
            .handle(
                (v, e) -> {
                  trace.print("outer cancelled; inner done", t.get(0).isDone());
                  throw e;
                });
    assertThat(
            trace.of(
                Script.first(
                        v -> {
                          spawn(trace.work("inner", 3, "r"));
                          spawn(outer);
                          return sleep(seconds(1));
                        })
                    .then(
                        v -> {
                          t.get(1).cancel();
                          return waitUntil(List.of(t.get(1)), ReturnWhen.ALL_COMPLETED);
                        })
                    .then(v -> t.get(0))
                    .then(
                        v -> {
                          trace.print(t.get(1).isCancelled(), v);
                          return null;
                        })))
        .containsExactly(
            "0 inner start",
            "1 outer cancelled; inner done false",
            "3 inner end",
            "3 inner finally",
            "3 true r")
        .inOrder();
  }
}
