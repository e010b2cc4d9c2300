// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;

/** Assignments, compound ones and increments, to variables, fields and elements. */
final class Assignments {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;

  Assignments(Choices choices, Members members, Expressions expressions) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
  }

  /** An assignment as an operand. */
  String expression(Type type, Scope scope, int depth) {
    if (!scope.awaits) {
      return expressions.of(type, scope, 0); // lambdas of the JDK change nothing
    }
    return "(" + assignment(type, scope, depth) + ")";
  }

  /** An assignment as a statement, without its semicolon. */
  String assignment(Type type, Scope scope, int depth) {
    String target = target(type, scope, depth);
    boolean number = type.isNumeric();
    if (number && choices.chance(25)) {
      return choices.chance(50) ? target + choices.of("++", "--") : choices.of("++", "--") + target;
    } else if (number && choices.chance(70)) {
      return compound(type, target, scope, depth);
    } else if (type == Type.BOOLEAN && choices.chance(40)) {
      return target + choices.of(" &= ", " |= ", " ^= ") + expressions.of(type, scope, depth);
    } else if (type == Type.STRING && choices.chance(40)) {
      return target + " += " + expressions.part(scope, depth);
    } else if (type == Type.INTEGER && choices.chance(40)) {
      return target + choices.of(" += ", " -= ") + expressions.of(Type.INT, scope, depth);
    }
    return target + " = " + expressions.of(type, scope, depth);
  }

  private String compound(Type type, String target, Scope scope, int depth) {
    Type right = choices.chance(60) ? type : choices.of(Type.NUMERIC);
    String operator = choices.of("+", "-", "*", "+");
    if (type.isIntegral() && right.isIntegral()) {
      operator = choices.of("+", "-", "*", "<<", ">>>", ">>", "&", "|", "^");
    }
    return target + " " + operator + "= " + expressions.of(right, scope, depth);
  }

  private String target(Type type, Scope scope, int depth) {
    List<Scope.Variable> variables = scope.writable(type);
    if (!variables.isEmpty() && choices.chance(50)) {
      return choices.of(variables).name();
    } else if (type.array() != null && choices.chance(50)) {
      return "(" + expressions.of(type.array(), scope, depth) + ")[" + index(scope, depth) + "]";
    } else if (type == Type.INT && choices.chance(40)) {
      return "(" + expressions.of(Type.NODE, scope, depth) + ").n";
    } else if (type == Type.STRING && choices.chance(30)) {
      return "(" + expressions.of(Type.NODE, scope, depth) + ").s";
    }
    return field(type, scope);
  }

  private String index(Scope scope, int depth) {
    String index = expressions.index(scope, depth);
    return choices.chance(50) ? index : "log(" + members.place() + ", " + index + ")";
  }

  /** Each type has a static field and one of the instance. */
  String field(Type type, Scope scope) {
    String name = type.name().toLowerCase(java.util.Locale.ROOT);
    if (choices.chance(40)) {
      return "static_" + name;
    }
    return (scope.instance ? choices.of("", "this.", "it.") : "it.") + "field_" + name;
  }
}
