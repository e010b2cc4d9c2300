// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Hard case 67, and what a debugger needs: a line has the entries that it had, so that a breakpoint
 * is hit as often; a variable is seen by its name at each instruction where it was, so before and
 * after an await alike.
 */
final class DebugTablesTest {
  static List<Compilation> targets() throws IOException {
    return Compilation.all();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void aBodyHasTheLinesAndTheVariablesOfItsMethod(Compilation compilation) throws Exception {
    for (ClassFile file : compilation.compile()) {
      WeavingResult result = new Weaver().weave(file.bytes());
      if (result.isWoven()) {
        ClassNode before = WovenChecks.node(file.bytes(), 0);
        ClassNode after = WovenChecks.node(result.classes().get(0).bytes(), 0);
        for (MethodNode method : before.methods) {
          compare(before.name + "." + method.name + method.desc, method, codeOf(method, after));
        }
      }
    }
  }

  /** The body that a method has become, or the method. */
  private static MethodNode codeOf(MethodNode method, ClassNode after) {
    String arguments = method.desc.substring(1, method.desc.indexOf(')')) + Names.TASK_DESC;
    String receiver = "L" + after.name + ";"; // which the body of an interface's method is given
    return Stream.of("(" + arguments, "(" + receiver + arguments, method.desc)
        .flatMap(
            desc ->
                after.methods.stream()
                    .filter(m -> m.name.equals(method.name) && m.desc.startsWith(desc)))
        .findFirst()
        .orElseThrow();
  }

  private static void compare(String where, MethodNode before, MethodNode after) {
    assertWithMessage("%s: lines", where).that(lines(after)).isEqualTo(lines(before));
    assertWithMessage("%s: variables", where).that(variables(after)).isEqualTo(variables(before));
  }

  private static List<Integer> lines(MethodNode method) {
    List<Integer> lines = new ArrayList<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LineNumberNode line) {
        lines.add(line.line);
      }
    }
    return lines;
  }

  private static List<String> variables(MethodNode method) {
    return method.localVariables == null
        ? List.of()
        : method.localVariables.stream().map(v -> v.name + v.desc + v.signature).toList();
  }

  @ParameterizedTest
  @MethodSource("targets")
  void linesAndVariablesSpanTheInstructionsThatTheySpanned(Compilation compilation)
      throws Exception {
    for (ClassFile file : compilation.compile()) {
      WeavingResult result = new Weaver().weave(file.bytes());
      if (result.isWoven()) {
        ClassNode before = WovenChecks.node(file.bytes(), 0);
        ClassNode after = WovenChecks.node(result.classes().get(0).bytes(), 0);
        for (MethodNode method : before.methods) {
          MethodNode code = codeOf(method, after);
          List<String> expected = DebugSpans.of(method, method, before.name);
          assertWithMessage(before.name + "." + method.name)
              .that(DebugSpans.of(code, method, before.name).subList(0, expected.size()))
              .isEqualTo(expected);
        }
      }
    }
  }
}
