// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
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
    String arguments = method.desc.substring(0, method.desc.indexOf(')')) + Names.TASK_DESC;
    return Stream.of(arguments, method.desc)
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
      ClassNode owner = WovenChecks.node(file.bytes(), ClassReader.EXPAND_FRAMES);
      List<Problem> problems = new ArrayList<>();
      Map<String, CoroutineMethod> coroutines = new CoroutineSelector(owner, problems).select();
      for (CoroutineMethod coroutine : coroutines.values()) {
        MethodNode code = coroutine.node();
        MethodAnalysis analysis = new MethodAnalysis(coroutine, coroutines, problems);
        Map<AbstractInsnNode, Set<String>> before = spans(code, 0, coroutine.parameterSlots());
        new BodyEmitter(analysis, new FrameClass(coroutine, analysis.layout)).emit();
        Map<AbstractInsnNode, Set<String>> after =
            spans(code, StackMaps.INSERTED, coroutine.parameterSlots());
        before.keySet().retainAll(after.keySet());
        after.keySet().retainAll(before.keySet());
        assertWithMessage(coroutine.node().name).that(after).isEqualTo(before);
      }
    }
  }

  /** For each instruction the line and the variables, with the slots that they had before. */
  private static Map<AbstractInsnNode, Set<String>> spans(
      MethodNode code, int inserted, int parameterSlots) {
    Map<AbstractInsnNode, Set<String>> spans = new LinkedHashMap<>();
    int line = 0;
    for (AbstractInsnNode instruction : code.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      }
      if (Code.isReal(instruction)) {
        spans.put(instruction, new HashSet<>(Set.of("line " + line)));
      }
    }
    for (LocalVariableNode variable :
        code.localVariables == null ? List.<LocalVariableNode>of() : code.localVariables) {
      int slot = variable.index < parameterSlots ? variable.index : variable.index - inserted;
      for (AbstractInsnNode at = variable.start; at != variable.end; at = at.getNext()) {
        if (Code.isReal(at)) {
          spans.get(at).add(variable.name + variable.desc + "@" + slot);
        }
      }
    }
    return spans;
  }
}
