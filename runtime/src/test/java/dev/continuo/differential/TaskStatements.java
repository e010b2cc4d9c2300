// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.Asyncio.allTasks;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gather;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.shield;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.waitFor;
import static dev.continuo.Asyncio.waitUntil;
import static dev.continuo.differential.Interpreter.NEXT;
import static dev.continuo.differential.Interpreter.seconds;
import static dev.continuo.differential.Statement.NONE;

import dev.continuo.Asyncio;
import dev.continuo.Awaitable;
import dev.continuo.Coroutine;
import dev.continuo.Future;
import dev.continuo.ReturnWhen;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.Timeout;
import dev.continuo.Waited;
import dev.continuo.annotation.Async;
import dev.continuo.differential.Interpreter.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The statements about tasks, several of them, limits and groups. */
final class TaskStatements {

  private static final List<ReturnWhen> WHEN =
      List.of(ReturnWhen.ALL_COMPLETED, ReturnWhen.FIRST_COMPLETED, ReturnWhen.FIRST_EXCEPTION);

  private final Machine machine;
  private final Interpreter interpreter;

  TaskStatements(Machine machine, Interpreter interpreter) {
    this.machine = machine;
    this.interpreter = interpreter;
  }

  /** Null if it is no statement of this kind. */
  Coroutine<Signal> run(Statement s, Timeout limit) {
    return switch (s.op()) {
      case "spawn" -> {
        machine.spawn(s.arg(0), s.arg(1), Asyncio::createTask);
        yield NEXT;
      }
      case "cancel" -> cancel(s.arg(0));
      case "cancelself" -> traced("cancelself", currentTask().cancel());
      case "uncancel" -> traced("uncancel", currentTask().uncancel());
      case "count" -> traced("cancelling", currentTask().cancelling());
      case "tasks" -> traced("tasks", allTasks().size());
      case "await" -> awaitSlot(s.arg(0));
      case "awaitself" -> awaitSelf();
      case "call" -> call(s.arg(0));
      case "ondone" -> onDone(s.arg(0), s.arg(1));
      case "shield" -> shieldStatement(s);
      case "gather" -> gatherStatement(s);
      case "wait" -> wait(s);
      case "ascompleted" -> asCompletedStatement(s);
      case "timeout" -> limited(s);
      case "reschedule" -> reschedule(s.arg(0), limit);
      case "waitfor" -> waitForStatement(s);
      case "group" -> group(s, limit);
      case "groupspawn" -> groupSpawn(s);
      default -> null;
    };
  }

  private Coroutine<Signal> traced(Object... values) {
    machine.trace(values);
    return NEXT;
  }

  private Coroutine<Signal> cancel(int slot) {
    Machine.Slot found = machine.slot(slot);
    return found == null ? NEXT : traced("cancel", slot, found.future().cancel());
  }

  @Async
  private Coroutine<Signal> awaitSlot(int slot) {
    Future<?> future = machine.reach(slot);
    if (future != null) {
      Object value = await(future);
      machine.trace("awaited", value);
    }
    return NEXT;
  }

  @Async
  private Coroutine<Signal> awaitSelf() {
    await(currentTask());
    return NEXT;
  }

  @Async
  private Coroutine<Signal> call(int function) {
    machine.trace("called", function, await(interpreter.function(function)));
    return NEXT;
  }

  private Coroutine<Signal> onDone(int slot, int k) {
    Machine.Slot found = machine.slot(slot);
    if (found != null) {
      found
          .future()
          .addDoneCallback(f -> machine.trace("done", k, Machine.outcome(f), machine.value(0)));
    }
    return NEXT;
  }

  /** A new coroutine, or what this task may wait for in a slot, or null. */
  @SuppressWarnings("unchecked") // a slot holds any value
  private Awaitable<Object> awaitable(int kind, int index) {
    return kind == 0
        ? interpreter.function(index)
        : (Awaitable<Object>) (Awaitable<?>) machine.reach(index);
  }

  private List<Awaitable<Object>> awaitables(List<Integer> pairs) {
    List<Awaitable<Object>> all = new ArrayList<>();
    for (int i = 0; i < pairs.size(); i += 2) {
      Awaitable<Object> each = awaitable(pairs.get(i), pairs.get(i + 1));
      if (each != null) {
        all.add(each);
      }
    }
    return all;
  }

  @Async
  private Coroutine<Signal> shieldStatement(Statement s) {
    Awaitable<Object> inner = awaitable(s.arg(0), s.arg(1));
    if (inner != null) {
      await(awaitOrKeep("shielded", shield(inner), s.arg(2)));
    }
    return NEXT;
  }

  @Async
  private Coroutine<Void> awaitOrKeep(String what, Future<?> future, int slot) {
    if (slot == NONE) {
      Object value = await(future);
      machine.trace(what, value);
    } else {
      machine.keep(slot, future);
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Signal> gatherStatement(Statement s) {
    List<Awaitable<Object>> all = awaitables(s.argsFrom(2));
    Future<?> future = s.arg(0) != 0 ? gatherOutcomes(all) : gather(all);
    await(awaitOrKeep("gathered", future, s.arg(1)));
    return NEXT;
  }

  @Async
  private Coroutine<Signal> wait(Statement s) {
    List<Future<?>> futures = new ArrayList<>();
    s.argsFrom(2).stream().map(machine::reach).filter(Objects::nonNull).forEach(futures::add);
    ReturnWhen when = WHEN.get(s.arg(0));
    Waited<Future<?>> waited =
        s.arg(1) == NONE
            ? await(waitUntil(futures, when))
            : await(waitUntil(futures, when, seconds(s.arg(1))));
    machine.trace(
        "waited",
        futures.stream().map(waited.done()::contains).toList(),
        futures.stream().map(waited.pending()::contains).toList());
    return NEXT;
  }

  @Async
  private Coroutine<Signal> asCompletedStatement(Statement s) {
    List<Task<?>> tasks = new ArrayList<>();
    for (int function : s.argsFrom(1)) {
      if (machine.hasRoom()) {
        machine.spawn(9, function, Asyncio::createTask);
        tasks.add((Task<?>) machine.slot(9).future());
      }
    }
    var completed =
        s.arg(0) == NONE
            ? Asyncio.<Object>asCompleted(tasks)
            : Asyncio.<Object>asCompleted(tasks, seconds(s.arg(0)));
    for (Future<?> future : each(completed)) {
      machine.trace("completed", machine.rank((Task<?>) future), Machine.outcome(future));
    }
    machine.trace("completed all");
    return NEXT;
  }

  // ---- limits and groups

  @Async
  private Coroutine<Signal> limited(Statement s) {
    Timeout[] own = new Timeout[1];
    try {
      return Coroutine.of(
          await(
              timeout(
                  seconds(s.arg(0)),
                  limit -> {
                    own[0] = limit;
                    return interpreter.block(s.block(0), limit);
                  })));
    } finally {
      machine.trace("limit", own[0].expired(), currentTask().cancelling());
    }
  }

  private Coroutine<Signal> reschedule(int d, Timeout limit) {
    if (limit != null) {
      limit.reschedule(seconds(d));
      long deadline = limit.deadline();
      machine.trace("rescheduled", deadline == Long.MAX_VALUE ? null : deadline / 1_000_000_000);
    }
    return NEXT;
  }

  @Async
  private Coroutine<Signal> waitForStatement(Statement s) {
    Awaitable<Object> awaited = awaitable(s.arg(1), s.arg(2));
    if (awaited != null) {
      machine.trace("waited for", await(waitFor(awaited, seconds(s.arg(0)))));
    }
    return NEXT;
  }

  @Async
  private Coroutine<Signal> group(Statement s, Timeout limit) {
    try {
      return Coroutine.of(
          await(
              TaskGroup.run(
                  group -> {
                    machine.groups.put(s.arg(0), group);
                    return interpreter.block(s.block(0), limit);
                  })));
    } finally {
      machine.trace("group", s.arg(0), currentTask().cancelling());
    }
  }

  private Coroutine<Signal> groupSpawn(Statement s) {
    TaskGroup group = machine.groups.get(s.arg(0));
    if (group != null) {
      machine.spawn(s.arg(1), s.arg(2), group::createTask);
    }
    return NEXT;
  }
}
