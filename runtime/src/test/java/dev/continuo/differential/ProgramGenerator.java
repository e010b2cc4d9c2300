// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.differential.Statement.NONE;

import dev.continuo.weaver.generator.Choices;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes programs. Each mixes tasks, cancellation and time with two or three other themes, so that
 * these meet often.
 *
 * <p>What no program does, because we differ there on purpose, or CPython does not say what it
 * does:
 *
 * <ul>
 *   <li>cancel with a message: in CPython only the first awaiter of a task sees it
 *   <li>hold the same lock or semaphore by a block and by hand, see {@link Primitives}
 *   <li>give {@code asCompleted} futures that are done: CPython looks at them in the order of a set
 *   <li>wait in a circle, see {@link Machine#reach}
 *   <li>create tasks of a group while tasks start eagerly: CPython 3.13.0 then cancels the parent
 *       too early (gh-128550, gh-128588)
 * </ul>
 *
 * Three more are evened out in {@code interpreter.py}: timers with equal deadlines, the order in
 * which a group cancels its tasks, and limits that swallow an earlier cancellation.
 */
final class ProgramGenerator {

  private enum Theme {
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

  private static final int FUNCTIONS = 5;
  private static final int SLOTS = 5;

  private final Choices random;
  private final boolean eager;
  private final List<Theme> themes = new ArrayList<>();

  /** The function that is being made, and whether its present block holds the condition. */
  private int function;

  private boolean inCondition;

  private ProgramGenerator(Choices random) {
    this.random = random;
    this.eager = random.chance(15);
    List<Theme> all = new ArrayList<>(List.of(Theme.values()));
    if (eager) {
      all.remove(Theme.GROUPS);
    }
    for (int n = 2 + random.below(2); n > 0; n--) {
      themes.add(all.remove(random.below(all.size())));
    }
  }

  static Program generate(long seed) {
    ProgramGenerator generator = new ProgramGenerator(new Choices(seed));
    List<List<Statement>> functions = new ArrayList<>();
    for (int i = 0; i < FUNCTIONS; i++) {
      generator.function = i;
      functions.add(i == 0 ? generator.main() : generator.block(0, 6));
    }
    return new Program(seed, generator.eager, functions);
  }

  /** Starts some tasks, and then interferes. */
  private List<Statement> main() {
    List<Statement> statements = new ArrayList<>();
    int many = callee();
    for (int i = 0, n = 2 + random.below(4); i < n; i++) {
      statements.add(Statement.of("spawn", i, random.chance(50) ? many : callee()));
    }
    for (int n = 2 + random.below(5); n > 0; n--) {
      statements.add(sleep());
      int choice = random.below(100);
      statements.add(choice < 30 ? cancel() : choice < 70 ? wakeAndCancel() : statement(0));
    }
    return statements;
  }

  /** Wakes a task and cancels one, perhaps the same, before it has run; or the other way round. */
  private Statement wakeAndCancel() {
    List<Statement> both =
        random.chance(70) ? List.of(wake(), cancel()) : List.of(cancel(), wake());
    return Statement.of("try", 1, 0).with(both, List.of(), List.of());
  }

  private Statement wake() {
    int q = random.below(4);
    return switch (random.of(themes)) {
      case LOCKS -> Statement.of("release");
      case CONDITIONS -> {
        Statement signal = Statement.of("signal", 1 + random.below(2));
        yield Statement.of("withcondition").with(List.of(signal, cancel()));
      }
      case SEMAPHORES -> Statement.of("releasepermit", 1 + random.below(2));
      case EVENTS -> Statement.of("set", random.below(2));
      case QUEUES ->
          random.chance(50) ? Statement.of("putnowait", q, k()) : Statement.of("getnowait", q);
      case BARRIERS -> Statement.of("barrier");
      case FUTURES -> Statement.of("setresult", random.below(2), k());
      default -> Statement.of("cancel", slot());
    };
  }

  private List<Statement> block(int depth, int most) {
    List<Statement> statements = new ArrayList<>();
    for (int n = 1 + random.below(most); n > 0; n--) {
      statements.add(statement(depth));
    }
    return statements;
  }

  private List<Statement> inner(int depth) {
    return block(depth + 1, 3);
  }

  private int callee() {
    return function + 1 + random.below(FUNCTIONS - 1 - function);
  }

  private boolean canCall() {
    return function < FUNCTIONS - 1;
  }

  private int slot() {
    return random.below(SLOTS);
  }

  private int k() {
    return random.below(100);
  }

  private Statement sleep() {
    return Statement.of("sleep", random.chance(30) ? 0 : 1 + random.below(5));
  }

  private Statement cancel() {
    return Statement.of("cancel", slot());
  }

  /** A limit; sometimes none, or over already. */
  private int limit() {
    return random.chance(10) ? NONE : random.chance(15) ? -random.below(2) : 1 + random.below(5);
  }

  private Statement statement(int depth) {
    int choice = random.below(100);
    if (choice < 18) {
      return sleep();
    }
    if (choice < 30) {
      return aboutCancelling();
    }
    if (choice < 42) {
      return aboutTasks();
    }
    if (choice < 48) {
      return wakeAndCancel();
    }
    if (choice < 62) {
      return depth < 3 ? control(depth) : sleep();
    }
    return themed(random.of(themes), depth);
  }

  private Statement aboutCancelling() {
    return switch (random.below(7)) {
      case 0 -> Statement.of("cancelself");
      case 1 -> Statement.of("uncancel");
      case 2 -> Statement.of("count");
      default -> cancel();
    };
  }

  private Statement aboutTasks() {
    int choice = random.below(12);
    if (choice < 5 && canCall()) {
      return Statement.of("spawn", slot(), callee());
    }
    if (choice < 7 && canCall()) {
      return Statement.of("call", callee());
    }
    return switch (choice) {
      case 7 -> Statement.of("ondone", slot(), k());
      case 8 -> Statement.of("callsoon", k());
      case 9 -> Statement.of("calllater", random.below(5), k(), random.below(2));
      case 10 -> random.chance(80) ? Statement.of("tasks") : Statement.of("awaitself");
      default -> Statement.of("await", slot());
    };
  }

  private Statement control(int depth) {
    return switch (random.below(12)) {
      case 0 -> Statement.of("raise", k());
      case 1 -> random.chance(70) ? Statement.of("log", k()) : Statement.of("raisecancelled");
      case 2 -> Statement.of("return", k());
      case 3 -> Statement.of("repeat", 2 + random.below(2)).with(inner(depth));
      default ->
          Statement.of("try", random.below(3), random.below(2))
              .with(
                  inner(depth),
                  random.chance(60) ? inner(depth) : List.of(),
                  random.chance(40) ? inner(depth) : List.of());
    };
  }

  private Statement themed(Theme theme, int depth) {
    boolean blocks = depth < 3;
    return switch (theme) {
      case MANY -> many();
      case LIMITS -> limits(depth);
      case GROUPS ->
          blocks && random.chance(40)
              ? Statement.of("group", random.below(2)).with(inner(depth))
              : canCall() ? Statement.of("groupspawn", random.below(2), slot(), callee()) : sleep();
      case LOCKS ->
          blocks && random.chance(60)
              ? Statement.of("withlock").with(inner(depth))
              : Statement.of(random.of("acquire", "release"));
      case CONDITIONS -> condition(depth);
      case SEMAPHORES ->
          blocks && random.chance(40)
              ? Statement.of("withsemaphore").with(inner(depth))
              : Statement.of(random.of("acquirepermit", "releasepermit"), 1 + random.below(2));
      case EVENTS ->
          Statement.of(random.of("set", "clear", "waitevent", "waitevent"), random.below(2));
      case QUEUES -> queue();
      case BARRIERS ->
          Statement.of(random.chance(75) ? "barrier" : random.chance(70) ? "reset" : "abort");
      case FUTURES -> future();
      case CONTEXT ->
          random.chance(50)
              ? Statement.of("setvar", random.below(2), k())
              : random.chance(70)
                  ? Statement.of("getvar", random.below(2))
                  : Statement.of("callsoon", k());
      case GENERATORS ->
          blocks
              ? Statement.of("generate", 1 + random.below(3), random.below(3), random.below(4) - 1)
                  .with(inner(depth))
              : sleep();
    };
  }

  private Statement many() {
    List<Integer> args = new ArrayList<>();
    String op = random.of("gather", "gather", "wait", "ascompleted", "shield");
    switch (op) {
      case "gather" -> {
        args.add(random.below(2));
        args.add(random.chance(70) ? NONE : slot());
        for (int n = random.below(4); n > 0; n--) {
          addAwaitable(args);
        }
      }
      case "wait" -> {
        args.add(random.below(3));
        args.add(random.chance(50) ? NONE : random.below(5));
        for (int n = 1 + random.below(3); n > 0; n--) {
          args.add(slot());
        }
      }
      case "ascompleted" -> {
        args.add(random.chance(50) ? NONE : 1 + random.below(5));
        for (int n = random.below(4); n > 0 && canCall(); n--) {
          args.add(callee());
        }
      }
      default -> {
        addAwaitable(args);
        args.add(random.chance(70) ? NONE : slot());
      }
    }
    return new Statement(op, args, List.of());
  }

  private void addAwaitable(List<Integer> args) {
    boolean call = canCall() && random.chance(60);
    args.add(call ? 0 : 1);
    args.add(call ? callee() : slot());
  }

  private Statement limits(int depth) {
    int choice = random.below(10);
    if (choice < 5 && depth < 3) {
      return Statement.of("timeout", limit()).with(inner(depth));
    }
    if (choice < 7) {
      return Statement.of("reschedule", limit());
    }
    List<Integer> args = new ArrayList<>(List.of(limit()));
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
      return Statement.of("log", k());
    }
    inCondition = true;
    Statement block = Statement.of("withcondition").with(inner(depth));
    inCondition = false;
    return block;
  }

  private Statement queue() {
    int q = random.below(4);
    return switch (random.below(12)) {
      case 0, 1, 2 -> Statement.of("put", q, k());
      case 3, 4, 5 -> Statement.of("get", q);
      case 6 -> Statement.of("putnowait", q, k());
      case 7 -> Statement.of("getnowait", q);
      case 8 -> Statement.of("taskdone", q);
      case 9, 10 -> Statement.of("join", q);
      default -> Statement.of("shutdown", q, random.below(2));
    };
  }

  private Statement future() {
    int i = random.below(2);
    return switch (random.below(8)) {
      case 0 -> Statement.of("setresult", i, k());
      case 1 -> Statement.of("setexception", i, k());
      case 2 -> Statement.of("cancelfuture", i);
      default -> Statement.of("awaitfuture", i);
    };
  }
}
