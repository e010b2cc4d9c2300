// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * One method as the checks see it.
 *
 * @param owner the class it stands in
 * @param node its code as compiled
 * @param role what it is to the weaver
 * @param kind how a call of it begins, null if the method is no coroutine or its type not allowed
 * @param found where the checks put what they find
 */
record Inspection(
    ClassNode owner, MethodNode node, Role role, @Nullable ReturnKind kind, List<Problem> found) {

  enum Role {
    /** Annotated with {@code @Async}, rightly or not. */
    ASYNC,
    /** The body of a lambda. */
    LAMBDA,
    /** The body of a coroutine in a class that is woven already. */
    BODY,
    PLAIN
  }

  /** Whether its code runs in a coroutine. */
  boolean isCoroutine() {
    return kind != null || role == Role.BODY;
  }

  Iterable<AbstractInsnNode> instructions() {
    return node.instructions;
  }

  /** Reports at an instruction. */
  void report(Check check, AbstractInsnNode at, String subject, String reason, String remedy) {
    report(check, lineOf(at), subject, reason, remedy);
  }

  /** Reports at the method as a whole: its first line with code is the nearest there is. */
  void report(Check check, String reason, String remedy) {
    report(check, firstLine(), node.name, reason, remedy);
  }

  private void report(Check check, int line, String subject, String reason, String remedy) {
    found.add(
        new Problem(
            owner.name.replace('/', '.'),
            node.name,
            owner.sourceFile,
            line,
            reason,
            remedy,
            check.name(),
            check.severity(),
            subject));
  }

  private static int lineOf(AbstractInsnNode instruction) {
    for (AbstractInsnNode at = instruction; at != null; at = at.getPrevious()) {
      if (at instanceof LineNumberNode lineNumber) {
        return lineNumber.line;
      }
    }
    return 0;
  }

  private int firstLine() {
    return firstLine(node);
  }

  /** The first line of a method; 0 if the class file does not say. */
  static int firstLine(MethodNode node) {
    for (AbstractInsnNode instruction : node.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        return lineNumber.line;
      }
    }
    return 0;
  }

  /** The instruction that runs next unless this one jumps or throws; null at the end. */
  static @Nullable AbstractInsnNode nextReal(AbstractInsnNode instruction) {
    AbstractInsnNode next = instruction.getNext();
    while (next != null && !Code.isReal(next)) {
      next = next.getNext();
    }
    return next;
  }
}
