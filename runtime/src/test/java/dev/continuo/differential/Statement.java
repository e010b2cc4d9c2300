// SPDX-License-Identifier: Apache-2.0
package dev.continuo.differential;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.List;

/**
 * One statement of a program.
 *
 * @param op what it does: a case of {@link Interpreter}, {@code do_op} of {@code interpreter.py}
 * @param args numbers
 * @param blocks the statements inside it
 */
record Statement(String op, List<Integer> args, List<List<Statement>> blocks) {

  /** In the place of a number: none. */
  static final int NONE = -9;

  static Statement of(String op, Integer... args) {
    return new Statement(op, List.of(args), List.of());
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final Statement with(List<Statement>... inside) {
    return new Statement(op, args, List.of(inside));
  }

  int arg(int index) {
    return args.get(index);
  }

  List<Integer> argsFrom(int index) {
    return args.subList(index, args.size());
  }

  List<Statement> block(int index) {
    return blocks.get(index);
  }

  String json() {
    return "[\"" + op + "\"," + args + "," + json(blocks) + "]";
  }

  static String json(List<List<Statement>> blocks) {
    return blocks.stream()
        .map(block -> block.stream().map(Statement::json).collect(joining(",", "[", "]")))
        .collect(joining(",", "[", "]"));
  }

  /** The lines of the statements, for people. */
  static List<String> lines(List<Statement> statements, String indent) {
    List<String> lines = new ArrayList<>();
    for (Statement s : statements) {
      lines.add(indent + s.op + s.args.stream().map(arg -> " " + arg).collect(joining()));
      for (List<Statement> block : s.blocks) {
        lines.add(indent + "{");
        lines.addAll(lines(block, indent + "  "));
        lines.add(indent + "}");
      }
    }
    return lines;
  }
}
