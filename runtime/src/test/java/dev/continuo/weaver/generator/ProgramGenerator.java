// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

import java.util.Locale;
import java.util.stream.Collectors;

/** Makes the source of a program out of a seed. */
final class ProgramGenerator {
  private final Choices choices;
  private final Members members;
  private final Literals literals;
  private final Statements statements;

  private ProgramGenerator(long seed) {
    choices = new Choices(seed);
    members = new Members(choices);
    literals = new Literals(choices);
    statements = new Statements(choices, members, new Expressions(choices, members));
  }

  static Program generate(long seed) {
    String name = "P" + seed;
    return Program.parse(seed, new ProgramGenerator(seed).source(name));
  }

  private String source(String name) {
    StringBuilder text = new StringBuilder(HEAD.replace("P0", name));
    for (Type type : Type.ALL) {
      String field = "field_" + type.name().toLowerCase(Locale.ROOT);
      text.append(field(type, field))
          .append("static ")
          .append(field(type, "static_" + field.substring(6)));
    }
    String own = statements.body(new Scope(-1, false, Type.INT).withParameter("a", Type.INT), 3);
    String override =
        statements.body(new Scope(-1, false, Type.INT).withParameter("a", Type.INT), 2);
    text.append(NODES.replace("OWN;", own).replace("OVERRIDE;", override));
    members.methods.forEach(method -> text.append(method(method)));
    return text.append(run()).append("}").toString();
  }

  private String field(Type type, String name) {
    return type.source + " " + name + " = " + literals.of(type) + ";";
  }

  private String method(Members.Method method) {
    Scope scope = new Scope(method.index(), !method.isStatic(), method.result());
    StringBuilder parameters = new StringBuilder();
    for (Type type : method.parameters()) {
      String name = members.name("p");
      boolean isFinal = choices.chance(30);
      scope.declare(name, type, isFinal ? Scope.Access.FINAL : Scope.Access.ANY);
      parameters.append(parameters.isEmpty() ? "" : ", ");
      parameters.append(isFinal ? "final " : "").append(type.source).append(" ").append(name);
    }
    String head = "@Async " + method.modifiers() + " Coroutine<" + method.result().boxed + "> ";
    return head
        + method.name()
        + "("
        + parameters
        + ") throws Exception {"
        + statements.body(scope, 3 + choices.below(4))
        + "}";
  }

  /** Calls each method, whatever becomes of the others, and tells what they left in the fields. */
  private String run() {
    StringBuilder text =
        new StringBuilder("@Async static Coroutine<String> run() throws Exception {");
    for (Members.Method method : members.methods) {
      String arguments =
          method.parameters().stream().map(literals::of).collect(Collectors.joining(", "));
      String receiver = method.isStatic() ? "" : "it.";
      String call = receiver + method.name() + "(" + arguments + ")";
      text.append("try { log(").append(members.place()).append(", await(").append(call);
      text.append(")); } catch (Exception e) { log(").append(members.place()).append(", e); }");
    }
    for (Type type : Type.ALL) {
      String field = "field_" + type.name().toLowerCase(Locale.ROOT);
      text.append("log(").append(members.place()).append(", it.").append(field).append(");");
      text.append("log(").append(members.place()).append(", static_").append(field.substring(6));
      text.append(");");
    }
    return text.append("return Coroutine.of(\"end\"); }").toString();
  }

  private static final String HEAD =
      """
      package woven;
      import static dev.continuo.Asyncio.await;
      import static dev.continuo.weaver.generator.Awaits.*;
      import static dev.continuo.weaver.generator.Log.*;
      import dev.continuo.AsyncCallable;
      import dev.continuo.AsyncCloseable;
      import dev.continuo.AsyncFunction;
      import dev.continuo.Coroutine;
      import dev.continuo.annotation.Async;
      import dev.continuo.weaver.generator.Boom;
      class P0 {
        static final P0 it = new P0();
        enum Color { RED, GREEN, BLUE }
        static class Plain implements AutoCloseable {
          final int n;
          final boolean fails;
          Plain(int n, boolean fails) { this.n = n; this.fails = fails; log(-1, "open " + n); }
          public void close() {
            log(-2, "plain " + n);
            if (fails) { throw new Boom(-3); }
          }
        }
        static class Later implements AsyncCloseable {
          final int n;
          final boolean fails;
          Later(int n, boolean fails) { this.n = n; this.fails = fails; log(-4, "open " + n); }
          @Async public Coroutine<Void> closeAsync() {
            log(-5, "closing " + await(later(n)));
            if (fails) { await(failing(new Boom(-6))); }
            return Coroutine.done();
          }
        }
      """;

  private static final String NODES =
      """
      static class Node {
        int n;
        String s;
        static { log(-7, "Node is initialised"); }
        Node(int n, String s) { this.n = n; this.s = cut(s); log(-8, n); }
        Node(Node other, long l) { this(other.n + (int) l, other.s); }
        Node(int n, String s, Object o, double[] d) { this(n + d.length, s + cut(show(o))); }
        @Async Coroutine<Integer> virtual(int a) throws Exception {
          if (!again()) { return Coroutine.of(n); }
          OWN;
        }
        public String toString() { return "Node " + n + " " + s; }
      }
      static class Sub extends Node {
        Sub(int n, String s) { super(await0(n), s); }
        static int await0(int n) { return n + 1; }
        @Async Coroutine<Integer> virtual(int a) throws Exception {
          if (again() && await(super.virtual(await(later(a)))) > n) { return super.virtual(a); }
          OVERRIDE;
        }
      }
      """;
}
