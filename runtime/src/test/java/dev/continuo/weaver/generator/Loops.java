// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** Loops of every kind, each with a counter that it cannot change. */
final class Loops {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;
  private final Statements statements;

  Loops(Choices choices, Members members, Expressions expressions, Statements statements) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
    this.statements = statements;
  }

  String loop(Scope scope) {
    String label = choices.chance(50) ? members.name("loop") : null;
    String counter = members.name("i");
    Scope inside = scope.loop(label);
    String start = label == null ? "" : label + ": ";
    int rounds = 1 + choices.below(3);
    boolean counts = choices.chance(50);
    return switch (choices.below(6)) {
      case 0 -> forLoop(scope, inside, start, counter, rounds);
      case 1 -> {
        String condition = condition(scope, counter + "++ < " + rounds);
        visible(inside, counter, counts);
        yield "int " + counter + " = 0; " + start + "while (" + condition + ")" + body(inside);
      }
      case 2 -> {
        String condition = condition(scope, "++" + counter + " < " + rounds);
        visible(inside, counter, counts);
        String loop = start + "do " + body(inside) + " while (" + condition + ");";
        yield "int " + counter + " = 0; " + loop;
      }
      case 3 -> {
        String exit = "if (++" + counter + " > " + rounds + ") { break; }";
        visible(inside, counter, counts);
        String rest = statements.some(inside, 1 + choices.below(3));
        yield "int " + counter + " = 0; " + start + "for (;;) { tick();" + exit + rest + "}";
      }
      default -> forEach(scope, inside, start);
    };
  }

  private void visible(Scope inside, String counter, boolean counts) {
    if (counts) {
      inside.declare(counter, Type.INT, Scope.Access.READ);
    }
  }

  /** The counter decides first, so the rest is not asked when the loop is over. */
  private String condition(Scope scope, String counting) {
    return choices.chance(60)
        ? counting
        : counting + " && " + expressions.of(Type.BOOLEAN, scope, 2);
  }

  private String forLoop(Scope scope, Scope inside, String start, String counter, int rounds) {
    String from = choices.chance(60) ? "0" : "await(later(0))";
    String end = choices.chance(60) ? "" + rounds : "await(later(" + rounds + "))";
    String step = choices.chance(60) ? counter + "++" : counter + " += await(later(1))";
    String first = scope.awaits ? from : "0";
    Scope heads = scope.nested();
    heads.declare(counter, Type.INT, Scope.Access.READ);
    inside.declare(counter, Type.INT, Scope.Access.READ);
    String condition = condition(heads, counter + " < " + end);
    return start
        + "for (int "
        + counter
        + " = "
        + first
        + "; "
        + condition
        + "; "
        + step
        + ")"
        + body(inside);
  }

  private String forEach(Scope scope, Scope inside, String start) {
    Type array = choices.of(Type.ARRAYS);
    Type element = array.element;
    String name = members.name("e");
    boolean isFinal = choices.chance(50);
    inside.declare(name, element, isFinal ? Scope.Access.FINAL : Scope.Access.ANY);
    String values =
        choices.chance(60)
            ? expressions.of(array, scope)
            : "java.util.Arrays.asList("
                + expressions.cast(element, scope, 2)
                + ", "
                + expressions.cast(element, scope, 2)
                + ")";
    if (element == Type.OBJECT && values.startsWith("java")) {
      values = values.replaceFirst("asList", "<Object>asList");
    }
    String variable = (isFinal ? "final " : "") + element.source + " " + name;
    return start + "for (" + variable + " : " + values + ")" + body(inside);
  }

  private String body(Scope inside) {
    return "{ tick();" + statements.some(inside, 1 + choices.below(3)) + "}";
  }
}
