// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.spi.Frame;
import dev.continuo.spi.Suspension;
import java.util.ArrayList;
import java.util.List;

/**
 * A coroutine from lambdas, where nothing is woven: each step returns what to await, and the next
 * step gets what came of it. A step of {@code then} is skipped by an exception, one of {@code
 * handle} sees it. The last value is the result; so is {@link #give}.
 */
final class Script<T> extends Frame<T> {

  interface Step {
    Object run(Object value) throws Throwable;
  }

  interface Handler {
    Object run(Object value, Throwable error) throws Throwable;
  }

  private record Given(Object value) {}

  private record Repeat(Object awaited) {}

  private record Emit(Object value) {}

  private static final Object END = new Object();

  private final String name;
  private final List<Handler> steps = new ArrayList<>();
  private int next;

  private Script(String name) {
    this.name = name;
  }

  static <T> Script<T> named(String name) {
    return new Script<>(name);
  }

  static <T> Script<T> first(Step step) {
    return Script.<T>named("script").then(step);
  }

  Script<T> then(Step step) {
    steps.add(
        (value, error) -> {
          if (error != null) {
            throw error;
          }
          return step.run(value);
        });
    return this;
  }

  Script<T> handle(Handler step) {
    steps.add(step);
    return this;
  }

  /** From a step: nothing to await, this is the value. */
  static Object give(Object value) {
    return new Given(value);
  }

  /** From a step: await, then run the same step again. */
  static Object repeat(Object awaited) {
    return new Repeat(awaited);
  }

  /** From a step after {@code it.hasNext()}: act and ask again, as long as there was more. */
  static Object repeatWhile(boolean more, Runnable action, AsyncIterator<?> it) {
    if (!more) {
      return null;
    }
    action.run();
    return repeat(it.hasNext());
  }

  /** From a step of a generator: an element. */
  static Object emit(Object value) {
    return new Emit(value);
  }

  /** From the last step of a generator. */
  static Object end() {
    return END;
  }

  @Override
  protected Object resume(Task<?> task) {
    Object value = null;
    Throwable error = null;
    boolean resuming = state() > 0;
    while (resuming || next < steps.size()) {
      try {
        Object r;
        if (resuming) {
          resuming = false;
          r = Suspension.resumed(task);
        } else {
          r = perform(steps.get(next++).run(value, error), task);
        }
        if (r == Suspension.SUSPENDED) {
          return suspend(next + 1, task);
        }
        if (r == Suspension.EMITTED) {
          return emit(next + 1);
        }
        value = r;
        error = null;
      } catch (Throwable t) {
        value = null;
        error = t;
      }
    }
    if (error != null) {
      throw Thrown.asIs(error);
    }
    return value == END ? AsyncIterator.end() : value;
  }

  private Object perform(Object r, Task<?> task) throws Throwable {
    if (r == null) {
      return null;
    }
    if (r instanceof Given given) {
      return given.value;
    }
    if (r instanceof Emit emitted) {
      return Suspension.emit(emitted.value, task);
    }
    if (r instanceof Repeat repeat) {
      next--;
      return Suspension.result(repeat.awaited, task);
    }
    return r == END ? r : Suspension.result(r, task);
  }

  @Override
  protected String where() {
    return "demo.Main\n" + name + "\nMain.java\n1,2,3,4,5,6,7,8,9,10,11,12";
  }
}
