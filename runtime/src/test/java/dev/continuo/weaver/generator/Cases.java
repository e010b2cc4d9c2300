// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** The cases of one switch, each once. */
final class Cases {
  private static final String[] COLORS = {"RED", "GREEN", "BLUE"};
  private static final String[] TEXTS = {"\"a\"", "\"\"", "\"bc\"", "\"x\""};
  private final Type type;
  private int next;

  Cases(Choices choices) {
    type = choices.of(java.util.List.of(Type.INT, Type.STRING, Type.COLOR, Type.CHAR, Type.BYTE));
  }

  Type type() {
    return type;
  }

  /** May be called three times. */
  String next() {
    int i = next++;
    return switch (type) {
      case STRING -> TEXTS[i];
      case COLOR -> COLORS[i];
      case CHAR -> "'" + (char) ('a' + i) + "'";
      default -> "" + (i == 2 ? 100 : i);
    };
  }
}
