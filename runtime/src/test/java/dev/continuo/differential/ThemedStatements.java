// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.differential.Statement.NONE;

import dev.continuo.weaver.generator.Choices;
import java.util.ArrayList;
import java.util.List;

/** The statements of each theme. */
final class ThemedStatements {

  enum Theme {
    MANY,
    LIMITS,
    GROUPS,
    LOCKS,
    CONDITIONS,
    SEMAPHORES,
    EVENTS,
    QUEUES,
    BARRIERS,
    FUTURES,
    CONTEXT,
    GENERATORS
  }

  private final ProgramGenerator generator;
  private final Choices random;

  /** Whether the present block holds the condition. */
  private boolean inCondition;

  ThemedStatements(ProgramGenerator generator, Choices random) {
    this.generator = generator;
    this.random = random;
  }

  Statement statement(Theme theme, int depth) {
    boolean blocks = depth < 3;
    return switch (theme) {
      case MANY -> many();
      case LIMITS -> limits(depth);
      case GROUPS ->
          blocks && random.chance(40)
              ? Statement.of("group", random.below(2)).with(generator.inner(depth))
              : generator.canCall()
                  ? Statement.of(
                      "groupspawn", random.below(2), generator.slot(), generator.callee())
                  : generator.sleep();
      case LOCKS ->
          blocks && random.chance(60)
              ? Statement.of("withlock").with(generator.inner(depth))
              : Statement.of(random.of("acquire", "release"));
      case CONDITIONS -> condition(depth);
      case SEMAPHORES ->
          blocks && random.chance(40)
              ? Statement.of("withsemaphore").with(generator.inner(depth))
              : Statement.of(random.of("acquirepermit", "releasepermit"), 1 + random.below(2));
      case EVENTS ->
          Statement.of(random.of("set", "clear", "waitevent", "waitevent"), random.below(2));
      case QUEUES -> queue();
      case BARRIERS ->
          Statement.of(random.chance(75) ? "barrier" : random.chance(70) ? "reset" : "abort");
      case FUTURES -> future();
      case CONTEXT ->
          random.chance(50)
              ? Statement.of("setvar", random.below(2), generator.k())
              : random.chance(70)
                  ? Statement.of("getvar", random.below(2))
                  : Statement.of("callsoon", generator.k());
      case GENERATORS ->
          blocks
              ? Statement.of("generate", 1 + random.below(3), random.below(3), random.below(4) - 1)
                  .with(generator.inner(depth))
              : generator.sleep();
    };
  }

  /** Mostly the same one, so that several wait for it. */
  private int queueIndex() {
    return random.chance(60) ? 0 : random.below(4);
  }

  private Statement group(int depth) {
    int group = random.below(2);
    List<Statement> body = new ArrayList<>();
    for (int n = random.below(3); n > 0 && generator.canCall(); n--) {
      body.add(groupSpawn(group));
    }
    body.addAll(generator.inner(depth));
    Statement whole = Statement.of("group", group).with(body);
    // What fails with a cancellation pending must be caught to see that the next await throws it.
    return random.chance(50)
        ? Statement.of("try", 1, 0).with(List.of(whole), List.of(generator.sleep()), List.of())
        : whole;
  }

  private Statement groupSpawn(int group) {
    return Statement.of("groupspawn", group, generator.slot(), generator.callee());
  }

  private Statement many() {
    List<Integer> args = new ArrayList<>();
    String op = random.of("gather", "gather", "wait", "ascompleted", "shield");
    switch (op) {
      case "gather" -> {
        args.add(random.below(2));
        args.add(random.chance(70) ? NONE : generator.slot());
        for (int n = random.below(4); n > 0; n--) {
          addAwaitable(args);
        }
      }
      case "wait" -> {
        args.add(random.below(3));
        args.add(random.chance(50) ? NONE : random.below(5));
        for (int n = 1 + random.below(3); n > 0; n--) {
          args.add(generator.slot());
        }
      }
      case "ascompleted" -> {
        args.add(random.chance(50) ? NONE : 1 + random.below(5));
        // Eager tasks may be done by now.
        int most = generator.isEager() ? 2 : 4;
        for (int n = random.below(most); n > 0 && generator.canCall(); n--) {
          args.add(generator.callee());
        }
      }
      default -> {
        addAwaitable(args);
        args.add(random.chance(70) ? NONE : generator.slot());
      }
    }
    return new Statement(op, args, List.of());
  }

  private void addAwaitable(List<Integer> args) {
    boolean call = generator.canCall() && random.chance(60);
    args.add(call ? 0 : 1);
    args.add(call ? generator.callee() : generator.slot());
  }

  private Statement limits(int depth) {
    int choice = random.below(10);
    if (choice < 5 && depth < 3) {
      return Statement.of("timeout", generator.limit()).with(generator.inner(depth));
    }
    if (choice < 7) {
      return Statement.of("reschedule", generator.limit());
    }
    List<Integer> args = new ArrayList<>(List.of(generator.limit()));
    addAwaitable(args);
    return new Statement("waitfor", args, List.of());
  }

  private Statement condition(int depth) {
    if (inCondition) {
      return switch (random.below(5)) {
        case 0, 1 -> Statement.of("waitcondition");
        case 2 -> Statement.of("waituntil", random.below(4));
        case 3 -> Statement.of("signal", random.below(3));
        default -> Statement.of("signalall");
      };
    }
    if (depth >= 3) {
      return Statement.of("log", generator.k());
    }
    inCondition = true;
    Statement block = Statement.of("withcondition").with(generator.inner(depth));
    inCondition = false;
    return block;
  }

  private Statement queue() {
    int q = queueIndex();
    return switch (random.below(12)) {
      case 0, 1, 2 -> Statement.of("put", q, generator.k());
      case 3, 4, 5 -> Statement.of("get", q);
      case 6 -> Statement.of("putnowait", q, generator.k());
      case 7 -> Statement.of("getnowait", q);
      case 8 -> Statement.of("taskdone", q);
      case 9, 10 -> Statement.of("join", q);
      default -> Statement.of("shutdown", q, random.below(2));
    };
  }

  private Statement future() {
    int i = random.below(2);
    return switch (random.below(8)) {
      case 0 -> Statement.of("setresult", i, generator.k());
      case 1 -> Statement.of("setexception", i, generator.k());
      case 2 -> Statement.of("cancelfuture", i);
      default -> Statement.of("awaitfuture", i);
    };
  }

  /** What wakes a task that waits, if there is one. */
  Statement wake(Theme theme) {
    int q = queueIndex();
    return switch (theme) {
      case LOCKS -> Statement.of("release");
      case CONDITIONS -> {
        Statement signal = Statement.of("signal", 1 + random.below(2));
        yield Statement.of("withcondition").with(List.of(signal, generator.cancel()));
      }
      case SEMAPHORES -> Statement.of("releasepermit", 1 + random.below(2));
      case EVENTS -> Statement.of("set", random.below(2));
      case QUEUES ->
          random.chance(50)
              ? Statement.of("putnowait", q, generator.k())
              : Statement.of("getnowait", q);
      case BARRIERS -> Statement.of("barrier");
      case FUTURES -> Statement.of("setresult", random.below(2), generator.k());
      default -> Statement.of("cancel", generator.slot());
    };
  }
}
