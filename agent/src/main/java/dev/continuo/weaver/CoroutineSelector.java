// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Chooses the methods of a class that become coroutines: those with {@code @Async}, and the lambda
 * bodies that await and return something awaitable.
 */
final class CoroutineSelector {
  /** Methods that a check refuses to be @Async. */
  private static final int NEVER =
      Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNCHRONIZED;

  private final ClassNode owner;
  private final Set<String> lambdaBodies = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> takenNames = new HashSet<>();

  CoroutineSelector(ClassNode owner) {
    this.owner = owner;
    for (InnerClassNode inner : owner.innerClasses) {
      takenNames.add(inner.name);
    }
    owner.methods.forEach(this::readLambdas);
  }

  /** The coroutines by name and descriptor, in the order of the class file. */
  Map<String, CoroutineMethod> select() {
    Map<String, CoroutineMethod> selected = new LinkedHashMap<>();
    for (MethodNode method : owner.methods) {
      ReturnKind kind = kindOf(method, roleOf(method));
      if (kind != null) {
        selected.put(
            method.name + method.desc,
            new CoroutineMethod(owner, method, kind, frameName(method.name)));
      }
    }
    return selected;
  }

  /** The bodies of lambdas are methods that no one else calls. */
  private void readLambdas(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call && call.owner.equals(owner.name)) {
        called.add(call.name + call.desc);
      }
      Handle body = LambdaBody.of(instruction);
      if (body != null && body.getOwner().equals(owner.name)) {
        lambdaBodies.add(body.getName() + body.getDesc());
      }
    }
  }

  /** A method as the checks see it. */
  Inspection inspection(MethodNode method, List<Problem> found) {
    Inspection.Role role = roleOf(method);
    return new Inspection(owner, method, role, kindOf(method, role), found);
  }

  private Inspection.Role roleOf(MethodNode method) {
    if (isAsync(method)) {
      return Inspection.Role.ASYNC;
    }
    return isLambdaBody(method) ? Inspection.Role.LAMBDA : Inspection.Role.PLAIN;
  }

  /** How a call of a coroutine begins; null if the method is none, or cannot be one. */
  private @Nullable ReturnKind kindOf(MethodNode method, Inspection.Role role) {
    return switch (role) {
      case ASYNC ->
          (method.access & NEVER) == 0 && !method.name.startsWith("<")
              ? ReturnKind.of(method.desc)
              : null;
      case LAMBDA ->
          AwaitNotWoven.firstUse(method.instructions) != null || closesAsync(method)
              ? ReturnKind.ofLambda(method.desc)
              : null;
      default -> null;
    };
  }

  /** Not what a method reference names: Java's lambda bodies are synthetic, Kotlin's private. */
  private boolean isLambdaBody(MethodNode method) {
    boolean generated =
        (method.access & Opcodes.ACC_SYNTHETIC) != 0
            || (method.access & Opcodes.ACC_PRIVATE) != 0 && method.name.contains("$lambda$");
    return generated && lambdaBodies.contains(method.name + method.desc);
  }

  /**
   * Whether this is the body of a lambda that nobody makes: javac takes {@code if (false)} and all
   * in it out of the code, but leaves the bodies of the lambdas there.
   */
  boolean isLeftOver(MethodNode method) {
    int hidden = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_PRIVATE;
    String key = method.name + method.desc;
    return (method.access & hidden) == hidden
        && method.name.startsWith("lambda$")
        && !lambdaBodies.contains(key)
        && !called.contains(key);
  }

  /** javac copies annotations to bridges (JDK-6695379), which only call the real method. */
  private static boolean isAsync(MethodNode method) {
    if ((method.access & Opcodes.ACC_BRIDGE) != 0) {
      return false;
    }
    for (List<AnnotationNode> annotations :
        List.of(orEmpty(method.invisibleAnnotations), orEmpty(method.visibleAnnotations))) {
      for (AnnotationNode annotation : annotations) {
        if (annotation.desc.equals(Names.ASYNC_DESC)) {
          return true;
        }
      }
    }
    return false;
  }

  private static List<AnnotationNode> orEmpty(@Nullable List<AnnotationNode> annotations) {
    return annotations == null ? List.of() : annotations;
  }

  /**
   * Whether a close() is async, or may be: then it must await. A type that is not ours may have
   * AsyncCloseable among its supertypes, which is known only at run time; but a lambda that returns
   * something else than a coroutine would begin in another way than it does in plain Java.
   */
  private static boolean closesAsync(MethodNode method) {
    boolean lazy = ReturnKind.ofLambda(method.desc) == ReturnKind.COROUTINE;
    for (AbstractInsnNode instruction : method.instructions) {
      if (SuspensionFinder.isClose(instruction)) {
        String owner = ((MethodInsnNode) instruction).owner;
        boolean surely = owner.equals(Names.ASYNC_CLOSEABLE) || owner.equals(Names.ASYNC_ITERATOR);
        boolean never = owner.startsWith("java/") && !Names.PLAIN_CLOSEABLES.contains(owner);
        if (surely || lazy && !never) {
          return true;
        }
      }
    }
    return false;
  }

  /** {@code C$m$1}; counted on past overloads and past a nested class that has the name. */
  private String frameName(String method) {
    String base = owner.name + "$" + method.replace('<', '_').replace('>', '_') + "$";
    int number = 1;
    while (!takenNames.add(base + number)) {
      number++;
    }
    return base + number;
  }
}
