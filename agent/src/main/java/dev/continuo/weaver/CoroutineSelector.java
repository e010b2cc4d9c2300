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
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Chooses the methods of a class that become coroutines: those with {@code @Async}, and the lambda
 * bodies that await and return something awaitable. Reports what is annotated or awaits in vain.
 */
final class CoroutineSelector {
  private final ClassNode owner;
  private final List<Problem> problems;
  private final Set<String> lambdaBodies = new HashSet<>();
  private final Set<String> called = new HashSet<>();
  private final Set<String> takenNames = new HashSet<>();

  CoroutineSelector(ClassNode owner, List<Problem> problems) {
    this.owner = owner;
    this.problems = problems;
    for (InnerClassNode inner : owner.innerClasses) {
      takenNames.add(inner.name);
    }
  }

  /** The coroutines by name and descriptor, in the order of the class file. */
  Map<String, CoroutineMethod> select() {
    owner.methods.forEach(this::readLambdas);
    Map<String, CoroutineMethod> selected = new LinkedHashMap<>();
    for (MethodNode method : owner.methods) {
      ReturnKind kind = kindOf(method);
      if (kind != null) {
        selected.put(
            method.name + method.desc,
            new CoroutineMethod(owner, method, kind, frameName(method.name)));
      }
    }
    return selected;
  }

  /** The lambdas that a method makes: the bodies are methods that no one else calls. */
  private void readLambdas(MethodNode method) {
    int line = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        line = lineNumber.line;
      }
      if (instruction instanceof MethodInsnNode call && call.owner.equals(owner.name)) {
        called.add(call.name + call.desc);
      }
      if (!(instruction instanceof InvokeDynamicInsnNode dynamic)
          || !dynamic.bsm.getOwner().equals(Names.LAMBDA_METAFACTORY)) {
        continue;
      }
      Handle body = (Handle) dynamic.bsmArgs[1];
      if (body.getOwner().equals(owner.name)) {
        lambdaBodies.add(body.getName() + body.getDesc());
      } else if (body.getOwner().equals(Names.ASYNCIO)
          && Names.ONLY_IN_WOVEN_CODE.contains(body.getName())) {
        report(
            method,
            line,
            body.getName() + " is used as a method reference, which cannot suspend its caller",
            "call it in the body of an @Async method or of a lambda that returns a Coroutine");
      }
    }
  }

  private @Nullable ReturnKind kindOf(MethodNode method) {
    boolean lambda =
        (method.access & Opcodes.ACC_SYNTHETIC) != 0
            && lambdaBodies.contains(method.name + method.desc);
    MethodInsnNode use = firstUse(method);
    if (isAsync(method)) {
      return kindOfAsync(method);
    } else if (lambda && (use != null || closesAsync(method))) {
      ReturnKind kind = ReturnKind.ofLambda(method.desc);
      if (kind == null && use != null) {
        report(
            method,
            lineOf(method, use),
            use.name + " stands in a lambda that returns nothing awaitable",
            "let the lambda's functional type return " + ReturnKind.ALLOWED);
      }
      return kind;
    } else if (use != null && !isLeftOver(method)) {
      report(
          method,
          lineOf(method, use),
          use.name + " stands in a method that is not @Async",
          "annotate the method with @Async and let it return " + ReturnKind.ALLOWED);
    }
    return null;
  }

  /**
   * Whether this is the body of a lambda that nobody makes: javac takes {@code if (false)} and all
   * in it out of the code, but leaves the bodies of the lambdas there.
   */
  private boolean isLeftOver(MethodNode method) {
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

  private @Nullable ReturnKind kindOfAsync(MethodNode method) {
    ReturnKind kind = ReturnKind.of(method.desc);
    if (method.name.startsWith("<")) {
      report(method, 0, "a constructor cannot be @Async", "use a static @Async factory method");
    } else if ((method.access & Opcodes.ACC_ABSTRACT) != 0) {
      report(method, 0, "an abstract method cannot be @Async", "annotate its implementations");
    } else if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      report(method, 0, "a native method cannot be @Async", "call it from an @Async method");
    } else if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      report(
          method,
          firstLine(method),
          "a synchronized method cannot be @Async, since it would leave its monitor at every await",
          "remove synchronized and use dev.continuo.sync.Lock");
    } else if (kind == null) {
      report(
          method,
          firstLine(method),
          "an @Async method returns "
              + Type.getReturnType(method.desc).getClassName()
              + ", which is not awaitable",
          "return " + ReturnKind.ALLOWED);
    } else {
      return kind;
    }
    return null;
  }

  private static @Nullable MethodInsnNode firstUse(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.owner.equals(Names.ASYNCIO)
          && Names.ONLY_IN_WOVEN_CODE.contains(call.name)) {
        return call;
      }
    }
    return null;
  }

  /** Whether a close() is surely async: what else may be is known only at run time. */
  private static boolean closesAsync(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call
          && call.name.equals(Names.CLOSE)
          && (call.owner.equals(Names.ASYNC_CLOSEABLE)
              || call.owner.equals(Names.ASYNC_ITERATOR))) {
        return true;
      }
    }
    return false;
  }

  private static int lineOf(MethodNode method, AbstractInsnNode use) {
    int line = 0;
    for (AbstractInsnNode at = use; at != null; at = at.getPrevious()) {
      if (at instanceof LineNumberNode lineNumber) {
        return lineNumber.line;
      }
    }
    return line;
  }

  private static int firstLine(MethodNode method) {
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LineNumberNode lineNumber) {
        return lineNumber.line;
      }
    }
    return 0;
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

  private void report(MethodNode method, int line, String reason, String remedy) {
    problems.add(ClassWeaver.problem(owner, method, line, reason, remedy));
  }
}
