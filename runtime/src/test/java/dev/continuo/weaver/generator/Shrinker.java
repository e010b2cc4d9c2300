// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.stmt.Statement;
import java.util.List;
import java.util.Optional;

/** Takes statements out of a program as long as a difference stays. */
final class Shrinker {
  private static final int MOST_ATTEMPTS = 200;

  private int attempts;

  private Shrinker() {}

  static Program shrink(Program failing) {
    return new Shrinker().smallest(failing);
  }

  private Program smallest(Program failing) {
    Program best = failing;
    int position = 0;
    while (attempts < MOST_ATTEMPTS && position < statements(best.tree()).size()) {
      CompilationUnit shorter = best.tree().clone();
      Statement statement = statements(shorter).get(position);
      Program candidate = new Program(best.seed(), shorter);
      if (statement.remove() && stillDiffers(candidate)) {
        best = candidate;
      } else {
        position++;
      }
    }
    return best;
  }

  /** In the order of the text, so that those outside come before those inside. */
  private static List<Statement> statements(CompilationUnit tree) {
    return tree.findAll(Statement.class);
  }

  private boolean stillDiffers(Program candidate) {
    attempts++;
    try {
      Optional<String> difference =
          new Comparison(candidate, MemoryCompiler.compile(candidate.sources())).difference();
      return difference.isPresent();
    } catch (MemoryCompiler.Refusal e) {
      return false;
    }
  }
}
