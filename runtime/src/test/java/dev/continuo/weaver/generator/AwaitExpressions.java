// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;
import java.util.stream.Collectors;

/** The ways to await a value of a type. */
final class AwaitExpressions {
  private final Choices choices;
  private final Members members;
  private final Expressions expressions;

  AwaitExpressions(Choices choices, Members members, Expressions expressions) {
    this.choices = choices;
    this.members = members;
    this.expressions = expressions;
  }

  String of(Type type, Scope scope, int depth) {
    List<Scope.Callable> callables =
        scope.callables.stream().filter(callable -> callable.result() == type).toList();
    if (!callables.isEmpty() && choices.chance(60)) {
      return "await(" + call(choices.of(callables), scope, depth) + ")";
    }
    if (type == Type.INT && choices.chance(15)) {
      String node = "(" + expressions.of(Type.NODE, scope, depth) + ")";
      return "await(" + node + ".virtual(" + expressions.cast(Type.INT, scope, depth) + "))";
    }
    List<Members.Method> methods = members.returning(type);
    if (!methods.isEmpty() && choices.chance(50)) {
      Members.Method method = choices.of(methods);
      String awaited = "await(" + call(method, scope, depth) + ")";
      return method.index() > scope.method
          ? awaited
          : "(again() ? " + awaited + " : " + expressions.of(type, scope, 0) + ")";
    }
    String value = expressions.cast(type, scope, depth);
    return switch (choices.below(12)) {
      case 0 -> "await(maybe(" + fails(scope) + value + "))";
      case 1 -> "await(stage(" + fails(scope) + value + "))";
      case 2 -> "((" + type.source + ") await(later(" + value + "), RuntimeException.class))";
      default -> "await(later(" + value + "))";
    };
  }

  private String fails(Scope scope) {
    String condition =
        choices.chance(50)
            ? "false"
            : expressions.of(Type.BOOLEAN, scope, 1)
                + " && "
                + choices.of("static_boolean", "it.field_boolean");
    return condition + ", " + members.place() + ", ";
  }

  /** The call of a method, which gives a coroutine. */
  String call(Members.Method method, Scope scope, int depth) {
    String arguments =
        method.parameters().stream()
            .map(parameter -> expressions.cast(parameter, scope, depth))
            .collect(Collectors.joining(", ", "(", ")"));
    String receiver =
        method.isStatic() ? "" : scope.instance ? choices.of("", "this.", "it.") : "it.";
    return receiver + method.name() + arguments;
  }

  private String call(Scope.Callable callable, Scope scope, int depth) {
    return callable.parameter() == null
        ? callable.name() + ".call()"
        : callable.name() + ".apply(" + expressions.cast(callable.parameter(), scope, depth) + ")";
  }
}
