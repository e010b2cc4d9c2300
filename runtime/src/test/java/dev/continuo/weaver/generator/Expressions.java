// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Expressions of every type; an await may stand at any place of any of them. */
final class Expressions {
  static final int DEPTH = 3;

  private final Choices choices;
  private final Members members;
  private final Literals literals;
  private final AwaitExpressions awaits;
  private final Assignments assignments;
  private Statements statements;

  Expressions(Choices choices, Members members) {
    this.choices = choices;
    this.members = members;
    literals = new Literals(choices);
    awaits = new AwaitExpressions(choices, members, this);
    assignments = new Assignments(choices, members, this);
  }

  /** Blocks in switch expressions need statements, which need expressions. */
  void connect(Statements all) {
    statements = all;
  }

  AwaitExpressions awaits() {
    return awaits;
  }

  Assignments assignments() {
    return assignments;
  }

  String of(Type type, Scope scope) {
    return of(type, scope, DEPTH);
  }

  /** An expression of this type or its boxed one; it may stand as an operand. */
  String of(Type type, Scope scope, int depth) {
    if (depth <= 0 || choices.chance(18)) {
      return leaf(type, scope);
    } else if (scope.awaits && choices.chance(25)) {
      return awaits.of(type, scope, depth - 1);
    }
    return switch (choices.below(20)) {
      case 0, 1 -> ternary(type, scope, depth - 1);
      case 2 -> "log(" + members.place() + ", " + cast(type, scope, depth - 1) + ")";
      case 3, 4 -> assignments.expression(type, scope, depth - 1);
      case 5 -> switchExpression(type, scope, depth - 1);
      case 6, 7 -> element(type, scope, depth - 1);
      case 8 -> fromObject(type, scope, depth - 1);
      default -> particular(type, scope, depth - 1);
    };
  }

  /** Of exactly this type, for where a boxed one would be taken for an object. */
  String cast(Type type, Scope scope, int depth) {
    return "(" + type.source + ") (" + of(type, scope, depth) + ")";
  }

  private String leaf(Type type, Scope scope) {
    List<Scope.Variable> variables = scope.readable(type);
    if (!variables.isEmpty() && choices.chance(75)) {
      return choices.of(variables).name();
    }
    return choices.chance(40) ? assignments.field(type, scope) : literals.of(type);
  }

  private String ternary(Type type, Scope scope, int depth) {
    return "("
        + of(Type.BOOLEAN, scope, depth)
        + " ? "
        + of(type, scope, depth)
        + " : "
        + of(type, scope, depth)
        + ")";
  }

  private String element(Type type, Scope scope, int depth) {
    if (type.array() == null) {
      return particular(type, scope, depth);
    }
    return "(" + of(type.array(), scope, depth) + ")[" + index(scope, depth) + "]";
  }

  /** Mostly within arrays of three. */
  String index(Scope scope, int depth) {
    int mask = choices.chance(95) ? 1 : 3;
    return "(" + of(Type.INT, scope, depth) + ") & " + mask;
  }

  private String fromObject(Type type, Scope scope, int depth) {
    String object = of(Type.OBJECT, scope, depth);
    if (type == Type.OBJECT) {
      return object;
    }
    String name = members.name("p");
    Scope matched = scope.nested();
    matched.declare(name, type, Scope.Access.READ); // its type is the boxed one
    return "((Object) ("
        + object
        + ") instanceof "
        + type.boxed
        + " "
        + name
        + " ? "
        + of(type, matched, depth)
        + " : "
        + of(type, scope, depth)
        + ")";
  }

  private String switchExpression(Type type, Scope scope, int depth) {
    boolean blocks = scope.awaits && scope.depth < 5;
    return switchExpression(type, scope, depth, blocks ? scope.closed() : null);
  }

  /** A switch some of whose arms are blocks, with try statements if {@code scope.tries} is set. */
  String switchExpression(Type type, Scope scope, int depth, Scope inside) {
    Cases cases = new Cases(choices);
    StringBuilder text = new StringBuilder("(switch (");
    text.append(of(cases.type(), scope, depth)).append(") {");
    for (int i = 1 + choices.below(2); i > 0; i--) {
      text.append("case ").append(cases.next()).append(" -> ");
      boolean block = inside != null && choices.chance(inside.tries ? 100 : 40);
      text.append(block ? arm(type, inside.nested(), depth) : of(type, scope, depth) + ";");
    }
    text.append("default -> ").append(of(type, scope, depth)).append("; })");
    return text.toString();
  }

  private String arm(Type type, Scope inside, int depth) {
    String text = statements.some(inside, 1 + choices.below(2));
    String value = of(type, inside, depth);
    if (!value.startsWith("(")) {
      return "{" + text + "yield " + value + "; }";
    }
    String name = members.name("y"); // after yield, javac takes some parentheses for arguments
    return "{" + text + type.source + " " + name + " = " + value + "; yield " + name + "; }";
  }

  private String particular(Type type, Scope scope, int depth) {
    if (type.isNumeric()) {
      return numeric(type, scope, depth);
    } else if (type.element != null) {
      return array(type, scope, depth);
    }
    return switch (type) {
      case BOOLEAN -> condition(scope, depth);
      case STRING -> concatenation(scope, depth);
      case OBJECT -> {
        Type any = choices.of(Type.USUAL);
        if (any == Type.BOOLEAN) { // javac crashes over a cast condition before a type pattern
          yield "((Object) Boolean.valueOf(" + of(any, scope, depth) + "))";
        }
        yield "((Object) (" + any.source + ") (" + of(any, scope, depth) + "))";
      }
      case INTEGER -> "Integer.valueOf(" + of(Type.INT, scope, depth) + ")";
      case NODE -> node(scope, depth);
      case COLOR -> "Color.values()[" + index(scope, depth) + "]";
      default -> throw new IllegalStateException(type.name());
    };
  }

  private String numeric(Type type, Scope scope, int depth) {
    String result = "((" + type.source + ") (";
    Type left = choices.chance(60) ? type : choices.of(Type.NUMERIC);
    Type right = choices.chance(60) ? type : choices.of(Type.NUMERIC);
    String a = of(left, scope, depth);
    switch (choices.below(6)) {
      case 0:
        return "((" + type.source + ") (" + left.source + ") (" + a + "))";
      case 1:
        return result + choices.of("-", left.isIntegral() ? "~" : "+") + "(" + a + ")))";
      default:
        break;
    }
    String b = of(right, scope, depth);
    if (!left.isIntegral() || !right.isIntegral()) {
      return result + a + choices.of(" + ", " - ", " * ", " / ", " % ") + b + "))";
    }
    String operator = choices.of("+", "-", "*", "/", "%", "<<", ">>>", ">>", "&", "|", "^");
    boolean divides = operator.equals("/") || operator.equals("%");
    String divisor = divides && choices.chance(85) ? "(" + b + " | 1)" : b;
    return result + a + " " + operator + " " + divisor + "))";
  }

  private String condition(Scope scope, int depth) {
    String a = of(Type.BOOLEAN, scope, depth);
    switch (choices.below(7)) {
      case 0:
        return "(!" + a + ")";
      case 1, 2, 3:
        String operator = choices.of(" && ", " || ", " && ", " || ", " ^ ", " & ", " | ");
        return "(" + a + operator + of(Type.BOOLEAN, scope, depth) + ")";
      case 4:
        Type some = choices.of(Type.ALL);
        return "((Object) (" + of(Type.OBJECT, scope, depth) + ") instanceof " + some.boxed + ")";
      default:
        Type type = choices.of(Type.NUMERIC);
        return "("
            + cast(type, scope, depth)
            + choices.of(" < ", " <= ", " == ", " != ", " > ")
            + cast(type, scope, depth)
            + ")";
    }
  }

  private String concatenation(Scope scope, int depth) {
    int count = 1 + choices.below(4);
    return IntStream.range(0, count)
        .mapToObj(i -> part(scope, depth))
        .collect(Collectors.joining(" + ", "(\"" + choices.of("", "x", "yz") + "\" + ", ")"));
  }

  /** Text to be added to other text. */
  String part(Scope scope, int depth) {
    Type type = choices.of(Type.USUAL);
    if (type == Type.STRING) {
      return "cut(" + of(type, scope, depth) + ")";
    }
    boolean plain = type.isNumeric() || type == Type.BOOLEAN;
    String value = of(type, scope, depth);
    return plain ? "(" + value + ")" : "cut(show(" + value + "))";
  }

  private String array(Type type, Scope scope, int depth) {
    Type element = type.element;
    if (choices.chance(10)) {
      return "new " + element.source + "[3 + (" + index(scope, depth) + ")]";
    }
    String values =
        IntStream.range(0, 3)
            .mapToObj(i -> of(element, scope, depth))
            .collect(Collectors.joining(", ", "{", "}"));
    if (choices.chance(10)) {
      String literal = literals.arrayInitializer(element);
      String rows = "{" + values + ", " + literal + "}";
      return "(new " + type.source + "[] " + rows + ")[" + index(scope, depth) + "]";
    }
    return "new " + type.source + " " + values;
  }

  private String node(Scope scope, int depth) {
    String text = of(Type.STRING, scope, depth);
    return switch (choices.below(4)) {
      case 0 ->
          "new Node(" + of(Type.NODE, scope, depth) + ", " + cast(Type.LONG, scope, depth) + ")";
      case 1 -> "new Sub(" + cast(Type.INT, scope, depth) + ", " + text + ")";
      case 2 ->
          "new Node("
              + cast(Type.INT, scope, depth)
              + ", "
              + text
              + ", "
              + of(Type.OBJECT, scope, depth)
              + ", "
              + of(Type.DOUBLES, scope, depth)
              + ")";
      default -> "new Node(" + cast(Type.INT, scope, depth) + ", " + text + ")";
    };
  }
}
