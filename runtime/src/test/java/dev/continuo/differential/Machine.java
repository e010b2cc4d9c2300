// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static java.util.stream.Collectors.joining;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.ContextVar;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.ExceptionGroup;
import dev.continuo.Future;
import dev.continuo.InvalidStateException;
import dev.continuo.Outcome;
import dev.continuo.Task;
import dev.continuo.TaskGroup;
import dev.continuo.queue.QueueEmptyException;
import dev.continuo.queue.QueueFullException;
import dev.continuo.queue.QueueShutDownException;
import dev.continuo.sync.BrokenBarrierException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a running program has: its trace, its tasks, and who may wait for whom. */
final class Machine {

  private static final int MOST_TASKS = 40;

  private static final Map<Class<?>, String> PYTHON_NAMES =
      Map.of(
          CancelledError.class, "CancelledError",
          AsyncTimeoutException.class, "TimeoutError",
          IllegalStateException.class, "RuntimeError",
          InvalidStateException.class, "InvalidStateError",
          IllegalArgumentException.class, "ValueError",
          QueueShutDownException.class, "QueueShutDown",
          QueueFullException.class, "QueueFull",
          QueueEmptyException.class, "QueueEmpty",
          BrokenBarrierException.class, "BrokenBarrierError");

  /** What a program throws on purpose. */
  static final class Boom extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Boom(int k) {
      super(Integer.toString(k));
    }
  }

  /** A future that others may cancel and await, and its place in the order of waiting. */
  record Slot(Future<?> future, int rank) {}

  final List<String> lines = new ArrayList<>();
  final List<Task<?>> created = new ArrayList<>();
  final Map<Integer, TaskGroup> groups = new HashMap<>();
  final List<ContextVar<Integer>> vars = List.of(ContextVar.named("v0"), ContextVar.named("v1"));
  private final Map<Task<?>, Integer> ranks = new HashMap<>();
  private final Map<Integer, Slot> slots = new HashMap<>();
  private final Function<Integer, Coroutine<Object>> functions;

  Machine(Function<Integer, Coroutine<Object>> functions) {
    this.functions = functions;
  }

  // ---- the trace

  void trace(Object... values) {
    Task<?> task = Asyncio.currentTask();
    String who = task == null ? "callback" : text(rank(task));
    long second = EventLoop.running().time() / 1_000_000_000;
    lines.add(
        Stream.concat(Stream.of(second, who), Arrays.stream(values))
            .map(Machine::text)
            .collect(joining(" ")));
  }

  private static String text(Object value) {
    if (value == null) {
      return "-";
    }
    if (value instanceof List<?> all) {
      return all.stream().map(Machine::text).collect(joining(",", "[", "]"));
    }
    if (value instanceof Outcome.Success<?> success) {
      return text(success.value());
    }
    if (value instanceof Outcome.Failure<?> failure) {
      return text(failure.exception());
    }
    return value instanceof Throwable t ? text(t) : value.toString();
  }

  private static String text(Throwable t) {
    if (t instanceof ExceptionGroup group) {
      return "Group" + text(group.exceptions());
    }
    if (t instanceof Boom) {
      return "Boom(" + t.getMessage() + ")";
    }
    return PYTHON_NAMES.getOrDefault(t.getClass(), t.toString());
  }

  int value(int variable) {
    return vars.get(variable).get(0);
  }

  static Object outcome(Future<?> f) {
    if (!f.isDone()) {
      return "pending";
    }
    if (f.isCancelled()) {
      return "cancelled";
    }
    return f.exception() != null ? f.exception() : f.result();
  }

  // ---- tasks

  int rank(Task<?> task) {
    return ranks.computeIfAbsent(task, t -> 2 * ranks.size());
  }

  boolean hasRoom() {
    return created.size() < MOST_TASKS;
  }

  void spawn(int slot, int function, Function<Coroutine<Object>, Task<Object>> create) {
    if (hasRoom()) {
      Task<Object> task = create.apply(functions.apply(function));
      created.add(task);
      slots.put(slot, new Slot(task, rank(task)));
    }
  }

  void keep(int slot, Future<?> future) {
    slots.put(slot, new Slot(future, rank(Asyncio.currentTask()) + 1));
  }

  Slot slot(int slot) {
    return slots.get(slot);
  }

  /**
   * What this task may wait for, or null. Only what ranks higher, so that nobody waits in a circle:
   * cancelling a circle never ends, neither here nor in CPython.
   */
  Future<?> reach(int slot) {
    Slot found = slots.get(slot);
    return found != null && found.rank > rank(Asyncio.currentTask()) ? found.future : null;
  }
}
