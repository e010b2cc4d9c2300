// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

import dev.continuo.Settled.Failure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Completes the stack trace of an exception as it crosses awaits: what is not on the Java stack,
 * because it was suspended, is put where it belongs.
 *
 * <pre>
 *   the trace the JVM took                what we make of it
 *     demo.Shop.reserve(Shop.java:14)       demo.Shop.reserve(Shop.java:14)
 *     demo.Shop$reserve$1.resume            demo.Shop.order(Shop.java:21)       suspended: from its frame
 *     dev.continuo.Task.run                 dev.continuo.Task.run(Task 'order')       an end mark
 *     dev.continuo.BaseEventLoop...         demo.Shop.main(Shop.java:33)        who awaited the task
 *     demo.Shop.main(Shop.java:8)           dev.continuo.Task.run(Task 'Task-1')
 *                                           demo.Shop.main(Shop.java:8)
 * </pre>
 *
 * The exception stays the same object. All of this happens when something has failed, and costs
 * nothing before. The marks are also what tells that a trace is complete, so that nothing is added
 * twice. Cancellations are left alone: they are many, and no failures.
 */
final class Traces {

  private static final boolean ENABLED =
      !"false".equalsIgnoreCase(System.getProperty("continuo.traces"));

  /** As many as the JVM puts into a trace. */
  private static final int MOST = 1024;

  private static final String OURS = "dev.continuo.";
  private static final String TASK = Task.class.getName();
  private static final String RESUME = "resume";

  /** What runs tasks: in a trace, noise. */
  private static final Set<String> MACHINERY =
      Set.of(
          TASK,
          TaskKernel.class.getName(),
          Traces.class.getName(),
          BaseEventLoop.class.getName(),
          SchedulingLoop.class.getName(),
          LoopReports.class.getName(),
          SelectorEventLoop.class.getName(),
          ExecutorEventLoop.class.getName());

  /** How a loop outside of this package runs tasks. */
  private static final Set<String> PASS = Set.of("runPass", "stepOnce");

  /** Line numbers of marks, which are not printed. */
  private static final int OF_THROWER = -1;

  private static final int OF_AWAITER = -3;

  /** In {@link Failure#end}: somebody's awaits were added, or shall not be. */
  private static final StackTraceElement CLOSED = new StackTraceElement(TASK, "run", null, -1);

  private Traces() {}

  /** An exception leaves {@code frame}, which was resumed: adds those that await it. */
  static void left(Throwable t, @Nullable Coroutine<?> frame, Task<?> task) {
    if (isOfNoInterest(t)) {
      return;
    }
    try {
      StackTraceElement[] trace = t.getStackTrace();
      int boundary = boundary(trace);
      // Without a boundary it was not made here, and may be thrown again and again.
      if (boundary < trace.length && lastMark(trace) < 0) {
        List<StackTraceElement> all = logical(trace, boundary, frame, mark(task, OF_THROWER));
        addWithoutMachinery(all, trace, boundary, trace.length);
        t.setStackTrace(all.toArray(StackTraceElement[]::new));
      }
    } catch (Throwable ignored) {
      // An own getStackTrace(), no memory: the failure itself is what counts.
    }
  }

  /** What failed a task that ends. */
  static Failure failure(Throwable t, Task<?> task) {
    Failure failure = new Failure(t);
    if (!isOfNoInterest(t)) {
      try {
        StackTraceElement[] trace = t.getStackTrace();
        int last = lastMark(trace);
        failure.end =
            last >= 0 && label(task).equals(trace[last].getFileName()) ? trace[last] : CLOSED;
      } catch (Throwable ignored) {
        // as above
      }
    }
    return failure;
  }

  /** What failed a future that {@code task}, which is running, awaits: adds who awaits it. */
  static Throwable delivered(Failure failure, Task<?> task) {
    Throwable t = failure.retrieve();
    if (failure.end != CLOSED && !isOfNoInterest(t)) {
      try {
        addAwaiter(t, failure, task);
      } catch (Throwable ignored) {
        // as above
      }
    }
    return t;
  }

  private static void addAwaiter(Throwable t, Failure failure, Task<?> task) {
    StackTraceElement[] trace = t.getStackTrace();
    int last = lastMark(trace);
    boolean asItWas =
        failure.end == null
            ? last < 0 || trace[last].getLineNumber() == OF_THROWER
            : last >= 0 && trace[last] == failure.end;
    failure.end = CLOSED;
    if (trace.length == 0 || trace.length >= MOST || !asItWas) {
      return;
    }
    int end = last < 0 ? trace.length : last + 1;
    StackTraceElement[] here = new Throwable().getStackTrace();
    List<StackTraceElement> all = new ArrayList<>(Arrays.asList(trace).subList(0, end));
    all.addAll(logical(here, boundary(here), task.leaf, mark(task, OF_AWAITER)));
    all.addAll(Arrays.asList(trace).subList(end, trace.length));
    t.setStackTrace(all.toArray(StackTraceElement[]::new));
  }

  /** Where a running task is, by the stack of its thread, and who awaits that. */
  static List<StackTraceElement> running(Task<?> task, StackTraceElement[] real) {
    List<StackTraceElement> all = logical(real, boundary(real), task.leaf, CLOSED);
    all.remove(all.size() - 1);
    all.replaceAll(Traces::plain);
    return all;
  }

  /** What the program does on a loop's thread, by its stack. */
  static List<StackTraceElement> running(StackTraceElement[] real) {
    List<StackTraceElement> all = new ArrayList<>();
    addWithoutMachinery(all, real, 0, boundary(real));
    all.replaceAll(Traces::plain);
    return all;
  }

  /** Of another thread's stack the elements also name loaders and versions, which nobody reads. */
  private static StackTraceElement plain(StackTraceElement e) {
    return new StackTraceElement(
        null,
        e.getModuleName(),
        null,
        e.getClassName(),
        e.getMethodName(),
        e.getFileName(),
        e.getLineNumber());
  }

  /** Where a suspended task is. */
  static List<StackTraceElement> place(Task<?> task) {
    return ENABLED ? AwaitChain.from(task.leaf, MOST) : List.of();
  }

  /** Has the cancellation that a time limit was tell where the task was. */
  static void cancelledAt(Throwable cancellation, List<StackTraceElement> place, Task<?> task) {
    if (!place.isEmpty()) {
      List<StackTraceElement> trace = new ArrayList<>(place);
      trace.add(mark(task, OF_THROWER));
      cancellation.setStackTrace(trace.toArray(StackTraceElement[]::new));
    }
  }

  /** What is on the Java stack above the loop, and what awaits the frame that was resumed. */
  private static List<StackTraceElement> logical(
      StackTraceElement[] real,
      int boundary,
      @Nullable Coroutine<?> resumed,
      StackTraceElement mark) {
    List<StackTraceElement> all = new ArrayList<>();
    addWithoutMachinery(all, real, 0, boundary);
    for (StackTraceElement e : AwaitChain.from(resumed == null ? null : resumed.caller, MOST)) {
      if (e.getLineNumber() > 0 || !e.getClassName().startsWith(OURS)) {
        all.add(e);
      }
    }
    all.add(mark);
    return all;
  }

  private static void addWithoutMachinery(
      List<StackTraceElement> to, StackTraceElement[] trace, int begin, int end) {
    for (int i = begin; i < end; i++) {
      if (!isMachinery(trace[i])) {
        to.add(trace[i]);
      }
    }
  }

  private static boolean isMachinery(StackTraceElement element) {
    String type = element.getClassName();
    boolean ours = type.startsWith(OURS);
    // Frame classes name no source file.
    boolean resumes =
        element.getMethodName().equals(RESUME) && (ours || element.getFileName() == null);
    return resumes
        || ours
            && (type.startsWith("spi.", OURS.length())
                || MACHINERY.contains(type)
                || PASS.contains(element.getMethodName())
                || type.startsWith(Settled.class.getName()));
  }

  /** Where the loop's part of a trace begins; its length if there is none. */
  private static int boundary(StackTraceElement[] trace) {
    int i = 0;
    while (i < trace.length
        && !(trace[i].getMethodName().equals("run") && trace[i].getClassName().equals(TASK))) {
      i++;
    }
    return i;
  }

  private static int lastMark(StackTraceElement[] trace) {
    int i = trace.length - 1;
    while (i >= 0 && !isMark(trace[i])) {
      i--;
    }
    return i;
  }

  private static boolean isMark(StackTraceElement element) {
    String file = element.getFileName();
    return file != null && file.startsWith("Task '") && element.getClassName().equals(TASK);
  }

  private static StackTraceElement mark(Task<?> task, int line) {
    return new StackTraceElement(TASK, "run", label(task), line);
  }

  private static String label(Task<?> task) {
    return "Task '" + task.name() + "'";
  }

  private static boolean isOfNoInterest(Throwable t) {
    return !ENABLED || t instanceof CancelledError || t instanceof GeneratorExit;
  }
}
