// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;

/**
 * Statements. A block that is made here can always end normally, since jumps stand in an {@code if}
 * only; so no statement after one is unreachable.
 */
final class Statements {
  private static final int DEEPEST = 5;

  private final Choices choices;
  private final Members members;
  private final Expressions expressions;
  private final Loops loops;
  private final TryStatements tries;
  private final Branches branches;
  private final Lambdas lambdas;
  private int budget;

  Statements(Choices choices, Members members, Expressions expressions) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
    loops = new Loops(choices, members, expressions, this);
    tries = new TryStatements(choices, members, expressions, this);
    branches = new Branches(choices, members, expressions, this);
    lambdas = new Lambdas(choices, members, expressions, this);
    expressions.connect(this);
  }

  /** The body of a method without its braces, with about so many statements. */
  String body(Scope scope, int statements) {
    budget = statements;
    StringBuilder text = new StringBuilder("tick();");
    while (budget > 0) {
      text.append(one(scope));
    }
    return text + returnStatement(scope);
  }

  /** A block in braces, with its own variables. */
  String block(Scope inside) {
    return "{" + some(inside, 1 + choices.below(3)) + "}";
  }

  /** Statements that declare into the scope given. */
  String some(Scope scope, int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count && (i == 0 || budget > 0); i++) {
      text.append(one(scope));
    }
    return text.toString();
  }

  private String one(Scope scope) {
    budget--;
    if (scope.depth >= DEEPEST) {
      return simple(scope);
    }
    return switch (choices.below(22)) {
      case 0, 1, 2 -> loops.loop(scope);
      case 3, 4 -> scope.tries ? tries.tryStatement(scope) : simple(scope);
      case 5 -> scope.tries ? tries.withResources(scope) : simple(scope);
      case 6 -> branches.ifStatement(scope);
      case 7 -> branches.switchStatement(scope);
      case 8 -> branches.assignedLater(scope);
      case 9 -> branches.labelledBlock(scope);
      case 10 -> lambdas.lambda(scope);
      case 11 -> branches.awaitedLater(scope);
      case 12 -> branches.switchWithTry(scope);
      default -> simple(scope);
    };
  }

  private String simple(Scope scope) {
    Type type = choices.of(Type.USUAL);
    return switch (choices.below(9)) {
      case 0, 1, 2 -> declaration(type, scope);
      case 3, 4 -> expressions.assignments().assignment(type, scope, Expressions.DEPTH) + ";";
      case 5 -> jump(scope);
      case 6 -> "await(later(" + expressions.cast(type, scope, 2) + "));";
      default -> log(type, scope);
    };
  }

  private String log(Type type, Scope scope) {
    return "log(" + members.place() + ", " + expressions.cast(type, scope, 3) + ");";
  }

  private String declaration(Type type, Scope scope) {
    boolean isFinal = choices.chance(35);
    String name = members.name("v");
    String value = expressions.of(type, scope);
    scope.declare(name, type, isFinal ? Scope.Access.FINAL : Scope.Access.ANY);
    return (isFinal ? "final " : "") + type.source + " " + name + " = " + value + ";";
  }

  /** A jump on a condition: of some kind that may stand here. */
  String jump(Scope scope) {
    String condition = "if (" + expressions.of(Type.BOOLEAN, scope, 2) + ") {";
    String before = choices.chance(30) ? log(choices.of(Type.USUAL), scope) : "";
    return condition + before + jumpItself(scope) + "}";
  }

  private String jumpItself(Scope scope) {
    int kind = choices.below(9);
    if (kind < 2 && scope.breaks) {
      return "break;";
    } else if (kind < 4 && scope.continues) {
      return "continue;";
    } else if (kind < 6 && !scope.breakLabels.isEmpty()) {
      List<String> continues = scope.continueLabels;
      return choices.chance(50) && !continues.isEmpty()
          ? "continue " + choices.of(continues) + ";"
          : "break " + choices.of(scope.breakLabels) + ";";
    } else if (kind == 6 && scope.returns != null && scope.depth > 0) {
      return returnStatement(scope);
    } else if (kind == 7 && scope.depth > 1) {
      return tries.throwing(scope);
    }
    return expressions.assignments().assignment(Type.INT, scope, 2) + ";";
  }

  /** Returns a value, or a coroutine which is then awaited. */
  String returnStatement(Scope scope) {
    Type type = scope.returns;
    String value = "Coroutine.of(" + expressions.cast(type, scope, 2) + ")";
    List<Members.Method> tails = members.returning(type);
    tails.removeIf(method -> method.index() <= scope.method);
    if (tails.isEmpty() || choices.chance(30)) {
      return "return " + value + ";";
    }
    String tail = expressions.awaits().call(choices.of(tails), scope, 2);
    return choices.chance(60)
        ? "return " + tail + ";"
        : "return " + expressions.of(Type.BOOLEAN, scope, 1) + " ? " + tail + " : " + value + ";";
  }
}
