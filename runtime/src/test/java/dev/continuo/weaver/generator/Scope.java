// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.ArrayList;
import java.util.List;

/** What may be named at one place of a program, and where jumps may go from there. */
final class Scope {
  /** What may be done with a variable; lambdas may capture final ones only. */
  enum Access {
    ANY,
    READ,
    FINAL
  }

  record Variable(String name, Type type, Access access) {}

  /**
   * A lambda: what it returns, and what it takes, which is nothing if {@code parameter} is null.
   */
  record Callable(String name, Type result, Type parameter) {}

  final List<Variable> variables = new ArrayList<>();
  final List<Callable> callables = new ArrayList<>();
  final List<String> breakLabels = new ArrayList<>();
  final List<String> continueLabels = new ArrayList<>();
  final boolean instance;

  /** The index of the method: it calls those with higher ones, so that programs end. */
  final int method;

  boolean awaits = true;
  boolean breaks;
  boolean continues;

  /**
   * Whether try statements may stand here: not in a switch expression beside a long or double
   * operand, where javac crashes.
   */
  boolean tries = true;

  /** The value of the coroutine here; null where no return may stand. */
  Type returns;

  /** How many statements deep this is. */
  int depth;

  Scope(int method, boolean instance, Type returns) {
    this.method = method;
    this.instance = instance;
    this.returns = returns;
  }

  /** For a block inside. */
  Scope nested() {
    Scope scope = new Scope(method, instance, returns);
    scope.variables.addAll(variables);
    scope.callables.addAll(callables);
    scope.breakLabels.addAll(breakLabels);
    scope.continueLabels.addAll(continueLabels);
    scope.awaits = awaits;
    scope.tries = tries;
    scope.breaks = breaks;
    scope.continues = continues;
    scope.depth = depth + 1;
    return scope;
  }

  /** For the body of a loop. */
  Scope loop(String label) {
    Scope scope = nested();
    scope.breaks = true;
    scope.continues = true;
    if (label != null) {
      scope.breakLabels.add(label);
      scope.continueLabels.add(label);
    }
    return scope;
  }

  /** For a block in an expression, which no jump may leave. */
  Scope closed() {
    Scope scope = nested();
    scope.returns = null;
    scope.breaks = false;
    scope.continues = false;
    scope.tries = false;
    scope.breakLabels.clear();
    scope.continueLabels.clear();
    return scope;
  }

  /** For the body of a lambda. */
  Scope lambda(Type result) {
    Scope scope = closed();
    scope.variables.removeIf(variable -> variable.access != Access.FINAL);
    scope.returns = result;
    scope.tries = true;
    return scope;
  }

  /** For a method of an anonymous class, where {@code this} is another. */
  Scope anonymous(Type result) {
    Scope scope = new Scope(method, false, result);
    scope.variables.addAll(lambda(result).variables);
    scope.callables.addAll(callables);
    scope.depth = depth + 1;
    return scope;
  }

  Scope withParameter(String name, Type type) {
    declare(name, type, Access.ANY);
    return this;
  }

  /** For the body of a lambda of the JDK. */
  Scope withoutAwaits() {
    Scope scope = lambda(null);
    scope.awaits = false;
    scope.callables.clear();
    return scope;
  }

  void declare(String name, Type type, Access access) {
    variables.add(new Variable(name, type, access));
  }

  List<Variable> readable(Type type) {
    return variables.stream().filter(variable -> variable.type == type).toList();
  }

  List<Variable> writable(Type type) {
    return variables.stream()
        .filter(variable -> variable.type == type && variable.access == Access.ANY)
        .toList();
  }
}
