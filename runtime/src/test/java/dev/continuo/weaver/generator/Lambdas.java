// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** Lambdas and anonymous classes, which capture what is final. */
final class Lambdas {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;
  private final Statements statements;

  Lambdas(Choices choices, Members members, Expressions expressions, Statements statements) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
    this.statements = statements;
  }

  String lambda(Scope scope) {
    return switch (choices.below(4)) {
      case 0 -> supplier(scope);
      case 1 -> anonymous(scope);
      case 2 -> callable(scope, choices.of(Type.USUAL));
      default -> callable(scope, null);
    };
  }

  private String supplier(Scope scope) {
    Type type = choices.of(Type.USUAL);
    String name = members.name("s");
    String value = expressions.cast(type, scope.withoutAwaits(), 2);
    String log = "log(" + members.place() + ", " + name + ".get());";
    return "java.util.function.Supplier<"
        + type.boxed
        + "> "
        + name
        + " = () -> "
        + value
        + ";"
        + statements.some(scope, 1)
        + log;
  }

  private String callable(Scope scope, Type parameter) {
    Type result = choices.of(Type.USUAL);
    String name = members.name("f");
    Scope inside = scope.lambda(result);
    String variable = members.name("a");
    String type = "AsyncCallable<" + result.boxed + "> ";
    if (parameter != null) {
      inside.declare(variable, parameter, Scope.Access.FINAL);
      type = "AsyncFunction<" + parameter.boxed + ", " + result.boxed + "> ";
    }
    String head = (parameter == null ? "()" : variable) + " -> ";
    String text = type + name + " = " + head + "{ await(later(0));" + body(inside) + "};";
    scope.callables.add(new Scope.Callable(name, result, parameter));
    return text
        + "log("
        + members.place()
        + ", "
        + expressions.awaits().of(result, scope, 2)
        + ");";
  }

  private String anonymous(Scope scope) {
    Type result = choices.of(Type.USUAL);
    String name = members.name("f");
    String text =
        "AsyncCallable<"
            + result.boxed
            + "> "
            + name
            + " = new AsyncCallable<"
            + result.boxed
            + ">() { @Async public Coroutine<"
            + result.boxed
            + "> call() throws Exception {";
    text += body(scope.anonymous(result)) + "} };";
    scope.callables.add(new Scope.Callable(name, result, null));
    return text
        + "log("
        + members.place()
        + ", "
        + expressions.awaits().of(result, scope, 2)
        + ");";
  }

  private String body(Scope inside) {
    return "tick();"
        + statements.some(inside, 1 + choices.below(3))
        + statements.returnStatement(inside);
  }
}
