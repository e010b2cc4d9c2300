// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import java.util.ArrayList;
import java.util.List;

/**
 * A program as data.
 *
 * @param seed what it was made of
 * @param eager whether its tasks begin inside createTask
 * @param functions their bodies; it begins with the first, and each calls only later ones
 */
record Program(long seed, boolean eager, List<List<Statement>> functions) {

  Program with(List<List<Statement>> otherFunctions) {
    return new Program(seed, eager, otherFunctions);
  }

  /** One line, for {@code interpreter.py}. */
  String json() {
    return "{\"eager\":" + eager + ",\"functions\":" + Statement.json(functions) + "}";
  }

  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add("program " + seed + (eager ? ", eager tasks" : ""));
    for (int i = 0; i < functions.size(); i++) {
      if (i == 0 || !functions.get(i).isEmpty()) {
        lines.add("function " + i);
        lines.addAll(Statement.lines(functions.get(i), "  "));
      }
    }
    return String.join("\n", lines);
  }
}
