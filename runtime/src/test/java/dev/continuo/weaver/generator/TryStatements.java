// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** Exceptions: thrown, caught, and passing resources and finally blocks. */
final class TryStatements {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;
  private final Statements statements;

  TryStatements(Choices choices, Members members, Expressions expressions, Statements statements) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
    this.statements = statements;
  }

  String tryStatement(Scope scope) {
    boolean catches = choices.chance(75);
    String text = "try {" + tryBody(scope) + "}" + (catches ? catchClauses(scope) : "");
    return catches && choices.chance(50) ? text : text + "finally " + finallyBlock(scope);
  }

  private String tryBody(Scope scope) {
    Scope inside = scope.nested();
    String text = "mayFail();" + statements.some(inside, 1 + choices.below(3));
    if (scope.returns != null && choices.chance(25)) {
      // Awaited when it is out of the try: no catch sees what it throws.
      String tail = "return Coroutine.failed(new Boom(" + members.place() + "));";
      text += "if (" + expressions.of(Type.BOOLEAN, inside, 2) + ") {" + tail + "}";
    }
    if (choices.chance(60)) {
      text += "if (" + expressions.of(Type.BOOLEAN, inside, 2) + ") {" + throwing(inside) + "}";
    }
    return text;
  }

  /** An exception that is thrown, or that an await throws. */
  String throwing(Scope scope) {
    int place = members.place();
    String exception =
        choices.chance(60)
            ? "new Boom(" + place + ")"
            : "new java.io.IOException(\"io \" + " + expressions.of(Type.INT, scope, 1) + ")";
    String declared = choices.of("RuntimeException", "java.io.IOException", "Exception");
    return switch (choices.below(4)) {
      case 0 -> "throw " + exception + ";";
      case 1 -> "await(failing(" + exception + "), " + declared + ".class);";
      default -> "await(failing(" + exception + "));";
    };
  }

  private String catchClauses(Scope scope) {
    StringBuilder text = new StringBuilder();
    if (choices.chance(40)) {
      String first =
          choices.of(
              "Boom", "java.io.IOException", "Boom | java.io.IOException", "ArithmeticException");
      text.append(catchClause(scope, first));
    }
    if (text.isEmpty() || choices.chance(60)) {
      text.append(catchClause(scope, choices.of("RuntimeException", "Exception", "Exception")));
    }
    return text.toString();
  }

  private String catchClause(Scope scope, String type) {
    String name = members.name("ex");
    Scope inside = scope.nested();
    inside.declare(name + "_", Type.OBJECT, Scope.Access.ANY);
    String early = "log(" + members.place() + ", " + name + ");";
    String body = statements.some(inside, 1 + choices.below(2));
    String end = choices.chance(25) ? "throw " + name + ";" : early;
    String object = "Object " + name + "_ = " + name + ";";
    return "catch (" + type + " " + name + ") {" + object + early + body + end + "}";
  }

  private String finallyBlock(Scope scope) {
    return "{ log(" + members.place() + ", \"finally\");" + statements.block(scope.nested()) + "}";
  }

  String withResources(Scope scope) {
    StringBuilder text = new StringBuilder("try (");
    Scope inside = scope.nested();
    for (int i = 1 + choices.below(2); i > 0; i--) {
      text.append(resource(inside)).append(i > 1 ? "; " : ") {");
    }
    text.append(tryBody(inside)).append("}");
    if (choices.chance(70)) {
      text.append(catchClauses(scope));
    }
    return choices.chance(30) ? text + "finally " + finallyBlock(scope) : text.toString();
  }

  private String resource(Scope scope) {
    String name = members.name("r");
    String fails = expressions.cast(Type.BOOLEAN, scope, 1);
    String argument = "(" + expressions.cast(Type.INT, scope, 2) + ", " + fails + ")";
    String type = choices.of("Later", "Plain", "Later", "AutoCloseable");
    String made = type.equals("AutoCloseable") ? choices.of("Later", "Plain") : type;
    String value = choices.chance(8) ? "null" : "new " + made + argument;
    return type + " " + name + " = " + value;
  }
}
