// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;

/** Branches, and variables that only some of them assign. */
final class Branches {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;
  private final Statements statements;

  Branches(Choices choices, Members members, Expressions expressions, Statements statements) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
    this.statements = statements;
  }

  String ifStatement(Scope scope) {
    String text = "if (" + expressions.of(Type.BOOLEAN, scope) + ")";
    text += statements.block(scope.nested());
    return choices.chance(50) ? text : text + "else " + statements.block(scope.nested());
  }

  String switchStatement(Scope scope) {
    boolean arrows = choices.chance(50);
    Cases cases = new Cases(choices);
    StringBuilder text = new StringBuilder("switch (");
    text.append(expressions.of(cases.type(), scope, 2)).append(") {");
    for (int i = 1 + choices.below(3); i > 0; i--) {
      text.append("case ").append(cases.next()).append(arrows ? " -> " : ": ");
      text.append(branch(scope, arrows));
    }
    if (choices.chance(60)) {
      text.append("default").append(arrows ? " -> " : ": ").append(branch(scope, arrows));
    }
    return text.append("}").toString();
  }

  private String branch(Scope scope, boolean arrow) {
    Scope inside = scope.nested();
    inside.breaks = true;
    return statements.block(inside) + (arrow || choices.chance(30) ? "" : "break;");
  }

  String labelledBlock(Scope scope) {
    String label = members.name("block");
    Scope inside = scope.nested();
    inside.breakLabels.add(label);
    String body = statements.some(inside, 1 + choices.below(2)) + statements.jump(inside);
    return label + ": {" + body + statements.some(inside, 1) + "}";
  }

  /** A variable without an initialiser, which the paths to its uses assign. */
  String assignedLater(Scope scope) {
    Type type = choices.of(Type.USUAL);
    String name = members.name("u");
    String assign = name + " = ";
    String text = type.source + " " + name + ";";
    switch (choices.below(4)) {
      case 0:
        text += "if (" + expressions.of(Type.BOOLEAN, scope, 2) + ") {" + set(assign, type, scope);
        text += "} else {" + set(assign, type, scope) + "}";
        break;
      case 1:
        if (!scope.tries) {
          text += assign + expressions.of(type, scope, 2) + ";";
          break;
        }
        text += "try {" + set(assign, type, scope) + "} catch (RuntimeException x" + name + ") {";
        text += set(assign, type, scope) + "}";
        break;
      case 2:
        text += "if (" + expressions.of(Type.BOOLEAN, scope, 2) + ") {" + set(assign, type, scope);
        text += "log(" + members.place() + ", " + name + "); }";
        text += statements.block(scope.nested());
        text += assign + expressions.of(type, scope, 2) + ";";
        break;
      default:
        text += "switch (" + expressions.of(Type.INT, scope, 1) + " & 1) { case 0: ";
        Scope inside = scope.nested();
        inside.breaks = false; // one would leave this switch, with nothing assigned
        text += set(assign, type, inside) + " break; default: " + set(assign, type, inside) + "}";
        break;
    }
    scope.declare(name, type, Scope.Access.ANY);
    return text;
  }

  private String set(String assign, Type type, Scope scope) {
    String before = choices.chance(30) ? statements.block(scope.nested()) : "";
    return before + assign + expressions.of(type, scope, 2) + ";";
  }

  /** A switch expression with a try statement inside: javac keeps the operands in variables. */
  String switchWithTry(Scope scope) {
    Scope inside = scope.closed();
    inside.tries = true;
    Type type = choices.of(Type.USUAL);
    String log = "log(" + members.place() + ", ";
    if (choices.chance(50)) {
      String value = expressions.switchExpression(type, scope, 1, inside);
      return log + "(" + type.source + ") " + value + ");";
    }
    String text = expressions.switchExpression(Type.STRING, scope, 1, inside);
    String number = expressions.cast(Type.INT, scope, 1);
    return log + "new Node(" + number + ", " + text + "));";
  }

  /** A coroutine that is made here and awaited further on. */
  String awaitedLater(Scope scope) {
    List<Members.Method> later =
        members.methods.stream().filter(method -> method.index() > scope.method).toList();
    if (later.isEmpty()) {
      return ifStatement(scope);
    }
    Members.Method method = choices.of(later);
    String name = members.name("c");
    String call = expressions.awaits().call(method, scope, 2);
    String between = statements.block(scope.nested());
    String log = "log(" + members.place() + ", await(" + name + "));";
    return "Coroutine<" + method.result().boxed + "> " + name + " = " + call + ";" + between + log;
  }
}
