// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.currentTask;
import static dev.continuo.Asyncio.sleep;

import dev.continuo.AsyncIterator;
import dev.continuo.Asyncio;
import dev.continuo.CancelledError;
import dev.continuo.Coroutine;
import dev.continuo.EventLoop;
import dev.continuo.Handle;
import dev.continuo.Task;
import dev.continuo.Timeout;
import dev.continuo.annotation.Async;
import dev.continuo.testing.DeadlockException;
import dev.continuo.testing.TestLoop;
import java.time.Duration;
import java.util.List;

/** Runs a program: {@code interpreter.py} in Java, statement by statement. */
@SuppressWarnings("continuo:SwallowedCancellation") // that is what is compared
final class Interpreter {

  /** What a return statement returns, on its way out of the blocks. */
  record Signal(Object value) {}

  /** A coroutine that goes on with the next statement. */
  static final Coroutine<Signal> NEXT = Coroutine.of(null);

  private static final List<Class<? extends Throwable>> KINDS =
      List.of(CancelledError.class, Exception.class, Throwable.class);

  private final Program program;
  private final Machine machine = new Machine(this::function);
  private final TaskStatements tasks = new TaskStatements(machine, this);
  private Primitives primitives;

  private Interpreter(Program program) {
    this.program = program;
  }

  /** The lines that {@code program} traces. */
  static List<String> run(Program program) {
    Interpreter interpreter = new Interpreter(program);
    try {
      TestLoop.run(interpreter::main);
    } catch (DeadlockException e) {
      // A wait for a condition that never gets its lock back cannot be cancelled.
    }
    return interpreter.machine.lines;
  }

  @Async
  private Coroutine<Void> main() {
    EventLoop loop = EventLoop.running();
    loop.setExceptionHandler((l, context) -> {});
    loop.setEagerTasks(program.eager());
    machine.rank(currentTask());
    primitives = new Primitives(machine, this);
    machine.spawn(0, 0, Asyncio::createTask);
    for (int i = 0; i < 30; i++) {
      await(sleep(seconds(1000)));
      List<Task<?>> stuck = machine.created.stream().filter(task -> !task.isDone()).toList();
      if (stuck.isEmpty()) {
        break;
      }
      machine.trace("stuck", stuck.stream().map(machine::rank).toList());
      stuck.forEach(Task::cancel);
    }
    for (Task<?> task : machine.created) {
      machine.trace(machine.rank(task), Machine.outcome(task), task.cancelling());
    }
    primitives.traceState();
    return Coroutine.done();
  }

  @Async
  Coroutine<Object> function(int index) {
    machine.trace("begin", index);
    try {
      Signal signal = await(block(program.functions().get(index), null));
      Object value = signal == null ? null : signal.value;
      machine.trace("end", index, value);
      return Coroutine.of(value);
    } catch (Throwable t) {
      machine.trace("out", index, t);
      throw t;
    }
  }

  @Async
  Coroutine<Signal> block(List<Statement> statements, Timeout limit) {
    for (Statement statement : statements) {
      Signal signal = await(run(statement, limit));
      if (signal != null) {
        return Coroutine.of(signal);
      }
    }
    return NEXT;
  }

  private Coroutine<Signal> run(Statement s, Timeout limit) {
    return switch (s.op()) {
      case "log" -> traced("log", s.arg(0));
      case "raise" -> throw new Machine.Boom(s.arg(0));
      case "raisecancelled" -> throw new CancelledError();
      case "return" -> Coroutine.of(new Signal(s.arg(0)));
      case "repeat" -> repeat(s, limit);
      case "try" -> tryStatement(s, limit);
      case "sleep" -> sleepStatement(s.arg(0));
      case "callsoon" -> callSoon(s.arg(0));
      case "calllater" -> callLater(s);
      case "setvar" -> {
        machine.vars.get(s.arg(0)).set(s.arg(1));
        yield NEXT;
      }
      case "getvar" -> traced("var", s.arg(0), machine.value(s.arg(0)));
      case "generate" -> generate(s, limit);
      default -> {
        Coroutine<Signal> ofTasks = tasks.run(s, limit);
        yield ofTasks != null ? ofTasks : primitives.run(s, limit);
      }
    };
  }

  private Coroutine<Signal> traced(Object... values) {
    machine.trace(values);
    return NEXT;
  }

  @Async
  private Coroutine<Signal> repeat(Statement s, Timeout limit) {
    for (int i = 0; i < s.arg(0); i++) {
      Signal signal = await(block(s.block(0), limit));
      if (signal != null) {
        return Coroutine.of(signal);
      }
    }
    return NEXT;
  }

  @Async
  private Coroutine<Signal> tryStatement(Statement s, Timeout limit) {
    try {
      return Coroutine.of(await(block(s.block(0), limit)));
    } catch (Throwable t) {
      if (!KINDS.get(s.arg(0)).isInstance(t)) {
        throw t;
      }
      machine.trace("caught", t);
      Signal signal = await(block(s.block(1), limit));
      if (s.arg(1) != 0) {
        throw t;
      }
      return Coroutine.of(signal);
    } finally {
      await(block(s.block(2), limit));
    }
  }

  // ---- time

  static Duration seconds(int d) {
    return d == Statement.NONE ? null : Duration.ofSeconds(d);
  }

  @Async
  private Coroutine<Signal> sleepStatement(int d) {
    machine.trace("slept", await(sleep(seconds(d), d)));
    return NEXT;
  }

  private Coroutine<Signal> callSoon(int k) {
    EventLoop.running().callSoon(() -> machine.trace("called", k, machine.value(0)));
    return NEXT;
  }

  private Coroutine<Signal> callLater(Statement s) {
    Runnable later = () -> machine.trace("later", s.arg(1), machine.value(0));
    Handle handle = EventLoop.running().callLater(seconds(s.arg(0)), later);
    if (s.arg(2) != 0) {
      handle.cancel();
    }
    return NEXT;
  }

  // ---- generators

  @Async
  private AsyncIterator<Integer> counted(int n, int d) {
    try {
      for (int i = 0; i < n; i++) {
        await(sleep(seconds(d)));
        Asyncio.emit(i);
      }
    } finally {
      machine.trace("closing");
      await(sleep(seconds(d)));
      machine.trace("closed");
    }
    return AsyncIterator.end();
  }

  @Async
  private Coroutine<Signal> generate(Statement s, Timeout limit) {
    AsyncIterator<Integer> generator = counted(s.arg(0), s.arg(1));
    try {
      for (int i : Asyncio.each(generator)) {
        machine.trace("element", i);
        Signal signal = await(block(s.block(0), limit));
        if (signal != null || i == s.arg(2)) {
          return Coroutine.of(signal);
        }
      }
    } finally {
      await(generator.closeAsync());
    }
    return NEXT;
  }
}
