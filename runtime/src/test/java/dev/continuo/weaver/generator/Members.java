// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The methods that a program has, and numbers for names and places. */
final class Members {
  /**
   * @param modifiers {@code private static} and the like
   */
  record Method(int index, String name, String modifiers, Type result, List<Type> parameters) {
    boolean isStatic() {
      return modifiers.contains("static");
    }
  }

  final List<Method> methods = new ArrayList<>();
  private int names;
  private int places;

  /** Makes up the signatures; the bodies call them. */
  Members(Choices choices) {
    int count = 2 + choices.below(2);
    for (int i = 0; i < count; i++) {
      List<Type> parameters = new ArrayList<>();
      for (int p = choices.below(5); p > 0; p--) {
        parameters.add(choices.of(Type.USUAL));
      }
      String modifiers =
          choices.of("static", "private static", "", "private", "final", "public", "static");
      methods.add(
          new Method(i, "m" + i, modifiers, choices.of(Type.USUAL), List.copyOf(parameters)));
    }
  }

  List<Method> returning(Type type) {
    return methods.stream().filter(m -> m.result() == type).collect(Collectors.toList());
  }

  String name(String prefix) {
    return prefix + names++;
  }

  int place() {
    return places++;
  }
}
