// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Takes statements out of a program, or puts a block in their place, while it still differs. */
final class Shrinker {

  private static final int MOST_ROUNDS = 200;

  private Shrinker() {}

  /**
   * A smaller program.
   *
   * @param firstDiffering of the programs given, one that differs, or null
   */
  static Program shrink(Program program, Function<List<Program>, Program> firstDiffering) {
    Program best = program;
    for (int i = 0; i < MOST_ROUNDS; i++) {
      Program smaller = firstDiffering.apply(candidates(best));
      if (smaller == null) {
        return best;
      }
      best = smaller;
    }
    return best;
  }

  /** All that are one step smaller; those that lose most come first. */
  private static List<Program> candidates(Program program) {
    List<Program> all = new ArrayList<>();
    List<List<Statement>> functions = program.functions();
    for (int i = 1; i < functions.size(); i++) {
      if (!functions.get(i).isEmpty()) {
        all.add(program.with(replaced(functions, i, List.of())));
      }
    }
    for (int i = 0; i < functions.size(); i++) {
      for (List<Statement> smaller : smaller(functions.get(i))) {
        all.add(program.with(replaced(functions, i, smaller)));
      }
    }
    return all;
  }

  private static List<List<Statement>> smaller(List<Statement> block) {
    List<List<Statement>> all = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      all.add(spliced(block, i, List.of()));
    }
    for (int i = 0; i < block.size(); i++) {
      Statement statement = block.get(i);
      for (List<Statement> inner : statement.blocks()) {
        all.add(spliced(block, i, inner));
      }
      for (int j = 0; j < statement.blocks().size(); j++) {
        for (List<Statement> inner : smaller(statement.block(j))) {
          List<List<Statement>> blocks = replaced(statement.blocks(), j, inner);
          all.add(
              spliced(block, i, List.of(new Statement(statement.op(), statement.args(), blocks))));
        }
      }
    }
    return all;
  }

  private static List<Statement> spliced(List<Statement> block, int index, List<Statement> by) {
    List<Statement> result = new ArrayList<>(block.subList(0, index));
    result.addAll(by);
    result.addAll(block.subList(index + 1, block.size()));
    return result;
  }

  private static <E> List<E> replaced(List<E> list, int index, E by) {
    List<E> result = new ArrayList<>(list);
    result.set(index, by);
    return result;
  }
}
