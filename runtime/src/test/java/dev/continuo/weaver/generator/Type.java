// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.ArrayList;
import java.util.List;

/** The types of variables and values in generated programs. */
enum Type {
  INT("int", "Integer"),
  LONG("long", "Long"),
  DOUBLE("double", "Double"),
  FLOAT("float", "Float"),
  CHAR("char", "Character"),
  BYTE("byte", "Byte"),
  SHORT("short", "Short"),
  BOOLEAN("boolean", "Boolean"),
  STRING("String", "String"),
  OBJECT("Object", "Object"),
  INTEGER("Integer", "Integer"),
  NODE("Node", "Node"),
  COLOR("Color", "Color"),
  INTS("int[]", INT),
  LONGS("long[]", LONG),
  DOUBLES("double[]", DOUBLE),
  CHARS("char[]", CHAR),
  BYTES("byte[]", BYTE),
  BOOLEANS("boolean[]", BOOLEAN),
  STRINGS("String[]", STRING),
  OBJECTS("Object[]", OBJECT);

  static final List<Type> NUMERIC = List.of(INT, LONG, DOUBLE, FLOAT, CHAR, BYTE, SHORT);
  static final List<Type> ALL = List.of(values());
  static final List<Type> ARRAYS = ALL.stream().filter(type -> type.element != null).toList();

  /** What variables have: long and double, which take two slots, and int more often. */
  static final List<Type> USUAL = usual();

  final String source;
  final String boxed;
  final Type element;

  Type(String source, String boxed) {
    this.source = source;
    this.boxed = boxed;
    element = null;
  }

  Type(String source, Type element) {
    this.source = source;
    boxed = source;
    this.element = element;
  }

  private static List<Type> usual() {
    List<Type> types = new ArrayList<>(ALL);
    types.addAll(List.of(INT, INT, INT, LONG, LONG, DOUBLE, STRING, STRING, BOOLEAN, OBJECT));
    return List.copyOf(types);
  }

  boolean isNumeric() {
    return NUMERIC.contains(this);
  }

  boolean isIntegral() {
    return isNumeric() && this != DOUBLE && this != FLOAT;
  }

  /** The array type with elements of this type, or null. */
  Type array() {
    return ARRAYS.stream().filter(type -> type.element == this).findFirst().orElse(null);
  }
}
