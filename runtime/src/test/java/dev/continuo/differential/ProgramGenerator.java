// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static dev.continuo.differential.Statement.NONE;

import dev.continuo.differential.ThemedStatements.Theme;
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

  private static final int FUNCTIONS = 5;
  private static final int SLOTS = 5;

  private final Choices random;
  private final boolean eager;
  private final List<Theme> themes = new ArrayList<>();

  private final ThemedStatements themed;

  /** The function that is being made. */
  private int function;

  private ProgramGenerator(Choices random) {
    this.random = random;
    this.eager = random.chance(15);
    this.themed = new ThemedStatements(this, random);
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
        random.chance(70)
            ? List.of(themed.wake(random.of(themes)), cancel())
            : List.of(cancel(), themed.wake(random.of(themes)));
    return Statement.of("try", 1, 0).with(both, List.of(), List.of());
  }

  private List<Statement> block(int depth, int most) {
    List<Statement> statements = new ArrayList<>();
    for (int n = 1 + random.below(most); n > 0; n--) {
      statements.add(statement(depth));
    }
    return statements;
  }

  List<Statement> inner(int depth) {
    return block(depth + 1, 3);
  }

  boolean isEager() {
    return eager;
  }

  int callee() {
    return function + 1 + random.below(FUNCTIONS - 1 - function);
  }

  boolean canCall() {
    return function < FUNCTIONS - 1;
  }

  int slot() {
    return random.below(SLOTS);
  }

  int k() {
    return random.below(100);
  }

  Statement sleep() {
    return Statement.of("sleep", random.chance(30) ? 0 : 1 + random.below(5));
  }

  Statement cancel() {
    return Statement.of("cancel", slot());
  }

  /** A limit; sometimes none, or over already. */
  int limit() {
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
    return themed.statement(random.of(themes), depth);
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

  private List<Statement> handler(int depth) {
    int choice = random.below(100);
    return choice < 15
        ? List.of(Statement.of("raise", k()))
        : choice < 65 ? inner(depth) : List.of();
  }

  private Statement control(int depth) {
    return switch (random.below(12)) {
      case 0 -> Statement.of("raise", k());
      case 1 -> random.chance(70) ? Statement.of("log", k()) : Statement.of("raisecancelled");
      case 2 -> Statement.of("return", k());
      case 3 -> Statement.of("repeat", 2 + random.below(2)).with(inner(depth));
      default ->
          Statement.of("try", random.below(3), random.below(2))
              .with(inner(depth), handler(depth), random.chance(40) ? inner(depth) : List.of());
    };
  }
}
