// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Puts the methods of a class to the checks. */
final class ClassChecker {
  private static final Set<String> REFUSING =
      Checks.ALL.stream().filter(Check::refuses).map(Check::name).collect(Collectors.toSet());

  private final byte[] classFile;

  ClassChecker(byte[] classFile) {
    this.classFile = classFile;
  }

  /** Of a class file by itself; one that cannot be read has nothing to be found in. */
  List<Problem> check() {
    ClassNode owner = new ClassNode();
    try {
      new ClassReader(classFile).accept(owner, ClassReader.SKIP_FRAMES);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      return List.of();
    }
    return ConstantPoolScan.isWoven(classFile)
        ? checkWoven(owner)
        : check(owner, new CoroutineSelector(owner));
  }

  /** Whether a class cannot be woven that has this problem. */
  static boolean refuses(Problem problem) {
    return REFUSING.contains(problem.check());
  }

  static List<Problem> check(ClassNode owner, CoroutineSelector selector) {
    List<Problem> found = new ArrayList<>();
    for (MethodNode method : owner.methods) {
      if (!selector.isLeftOver(method)) {
        inspect(selector.inspection(method, found));
      }
    }
    return found;
  }

  /** What is a coroutine has become a stub, with nothing to look at, and a body. */
  private static List<Problem> checkWoven(ClassNode owner) {
    List<Problem> found = new ArrayList<>();
    for (MethodNode method : owner.methods) {
      Inspection.Role role = isBody(method) ? Inspection.Role.BODY : Inspection.Role.PLAIN;
      inspect(new Inspection(owner, method, role, null, found));
    }
    return found;
  }

  private static boolean isBody(MethodNode method) {
    return (method.access & Opcodes.ACC_SYNTHETIC) != 0
        && method.desc.contains(Names.TASK_DESC)
        && method.desc.endsWith(";)" + Names.OBJECT_DESC);
  }

  private static void inspect(Inspection method) {
    for (Check check : Checks.ALL) {
      check.inspect(method);
    }
  }
}
