// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** Constants of every type. */
final class Literals {
  private final Choices choices;

  Literals(Choices choices) {
    this.choices = choices;
  }

  String of(Type type) {
    int n = choices.chance(80) ? choices.below(5) : choices.below(100_000);
    if (type.element != null) {
      return choices.chance(5)
          ? "((" + type.source + ") null)"
          : "new " + type.source + " " + arrayInitializer(type.element);
    }
    return switch (type) {
      case INT -> "" + n;
      case LONG -> n + choices.of("L", "00000000L");
      case DOUBLE -> n + ".5";
      case FLOAT -> n + ".25f";
      case CHAR -> "'" + choices.of("a", "b", "z", "0") + "'";
      case BYTE -> "((byte) " + n + ")";
      case SHORT -> "((short) " + n + ")";
      case BOOLEAN -> choices.of("true", "false");
      case STRING -> choices.chance(8) ? "((String) null)" : choices.of("\"\"", "\"a\"", "\"bc\"");
      case OBJECT -> "((Object) " + choices.of("\"o\"", "null", "1", "2L", "'c'") + ")";
      case INTEGER -> choices.chance(5) ? "((Integer) null)" : "Integer.valueOf(" + n + ")";
      case NODE -> "new Node(" + n + ", \"n\")";
      case COLOR -> choices.of("Color.RED", "Color.GREEN", "Color.BLUE");
      default -> throw new IllegalStateException(type.name());
    };
  }

  /** Three elements, so that most indices fit. */
  String arrayInitializer(Type element) {
    return "{" + of(element) + ", " + of(element) + ", " + of(element) + "}";
  }
}
