// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The way of one class: select its coroutines, analyse and rewrite each, write the class anew. What
 * is not a coroutine is copied as it stands.
 */
final class ClassWeaver {
  /** Of the agreement between woven code and the runtime. */
  private static final int PROTOCOL_VERSION = 1;

  /** JVMS 4.3.3 allows 255 argument slots; a body has two more than its method. */
  private static final int MOST_PARAMETER_SLOTS = 255 - StackMaps.INSERTED;

  private final byte[] classFile;
  private final ClassNode owner = new ClassNode();
  private final List<Problem> problems = new ArrayList<>();
  private final List<Problem> found = new ArrayList<>();
  private final List<ClassFile> frameClasses = new ArrayList<>();

  /** How many looks at instructions the analyses took: a test holds it against the size. */
  int analysisSteps;

  /** Whether some coroutine may be called by {@link DirectCalls}. */
  private boolean hasReachable;

  /** What stands in the new class instead of a method of the old one, by name and descriptor. */
  private final Map<String, List<MethodNode>> replacements = new HashMap<>();

  ClassWeaver(byte[] classFile) {
    this.classFile = classFile;
  }

  WeavingResult weave() throws WeavingException {
    ClassReader reader = read();
    if (owner.name.equals(Names.ASYNCIO)) {
      return WeavingResult.UNCHANGED; // it declares what others may only call in woven code
    }
    CoroutineSelector selector = new CoroutineSelector(owner);
    check(selector);
    Map<String, CoroutineMethod> coroutines = select(selector);
    if (coroutines.isEmpty()) {
      return new WeavingResult(List.of(), found);
    }
    analyse(coroutines).forEach(this::rewrite);
    List<ClassFile> classes = new ArrayList<>();
    classes.add(new ClassFile(owner.name, write(reader)));
    classes.addAll(frameClasses);
    return new WeavingResult(classes, found);
  }

  private ClassReader read() throws WeavingException {
    try {
      ClassReader reader = new ClassReader(classFile);
      reader.accept(owner, ClassReader.EXPAND_FRAMES);
      return reader;
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      String name = owner.name == null ? "a class" : owner.name.replace('/', '.');
      String remedy = "compile it for an older release, or use a newer version of Continuo";
      throw new WeavingException(
          new Problem(name, null, null, 0, "the class file cannot be read: " + e, remedy));
    }
  }

  private void check(CoroutineSelector selector) {
    for (Problem problem : ClassChecker.check(owner, selector)) {
      (ClassChecker.refuses(problem) ? problems : found).add(problem);
    }
  }

  private Map<String, CoroutineMethod> select(CoroutineSelector selector) throws WeavingException {
    Map<String, CoroutineMethod> coroutines = selector.select();
    int version = owner.version & 0xFFFF;
    if (!coroutines.isEmpty() && version < Opcodes.V1_8) {
      String reason = "class file version " + version + " is older than that of Java 8, 52";
      problems.add(problem(owner, null, 0, reason, "compile the class for Java 8 or later"));
    }
    for (CoroutineMethod method : coroutines.values()) {
      if (method.parameterSlots() > MOST_PARAMETER_SLOTS) {
        String reason =
            method.parameterSlots() + " slots of parameters, of which a coroutine may have 253";
        problems.add(
            problem(owner, method.node(), 0, reason, "gather some parameters in a record"));
      }
    }
    stopAtProblems();
    return coroutines;
  }

  private List<MethodAnalysis> analyse(Map<String, CoroutineMethod> coroutines)
      throws WeavingException {
    List<MethodAnalysis> analyses = new ArrayList<>();
    for (CoroutineMethod method : coroutines.values()) {
      MethodAnalysis analysis = new MethodAnalysis(method, coroutines, problems);
      analysisSteps += analysis.steps;
      analyses.add(analysis);
    }
    stopAtProblems();
    return analyses;
  }

  /** Turns a method into a stub, a body and a frame class. */
  private void rewrite(MethodAnalysis analysis) {
    CoroutineMethod method = analysis.method;
    FrameClass frameClass = new FrameClass(method, analysis.layout);
    MethodNode stub = Stub.of(method, frameClass.callDescriptor());
    String key = method.node().name + method.node().desc;
    new BodyEmitter(analysis, frameClass).emit();
    frameClasses.add(frameClass.write(analysis.points));
    hasReachable |= DirectCalls.canReach(method);
    replacements.put(key, List.of(stub, Stub.bodyOf(method)));
  }

  private byte[] write(ClassReader reader) throws WeavingException {
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    boolean inInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    ClassVisitor replacing =
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String desc, String signature, String[] exceptions) {
            List<MethodNode> methods = replacements.get(name + desc);
            if (methods == null) {
              return super.visitMethod(access, name, desc, signature, exceptions);
            }
            methods.forEach(method -> method.accept(writer));
            return null;
          }

          @Override
          public void visitEnd() {
            if (hasReachable) {
              DirectCalls.writeCheck(inInterface, writer);
            }
            var woven = writer.visitAnnotation(Names.WOVEN_DESC, false);
            woven.visit("version", PROTOCOL_VERSION);
            woven.visitEnd();
            super.visitEnd();
          }
        };
    try {
      reader.accept(replacing, ClassReader.EXPAND_FRAMES);
      return writer.toByteArray();
    } catch (MethodTooLargeException e) {
      String size = String.format(Locale.ROOT, "%,d bytes of the 65,535 allowed", e.getCodeSize());
      MethodNode method = coroutineWith(e.getMethodName(), e.getDescriptor());
      String reason = "the woven method takes " + size;
      throw new WeavingException(
          problem(
              owner,
              method,
              Inspection.firstLine(method),
              reason,
              "split it into several @Async methods"));
    } catch (ClassTooLargeException e) {
      String reason = "the woven class needs " + e.getConstantPoolCount() + " of 65,535 constants";
      throw new WeavingException(
          problem(owner, null, 0, reason, "move some of its @Async methods to another class"));
    }
  }

  /** The method whose body has this name and descriptor: it begins with the method's parameters. */
  private MethodNode coroutineWith(String name, String descriptor) {
    return owner.methods.stream()
        .filter(method -> method.name.equals(name))
        .filter(method -> descriptor.startsWith(method.desc.substring(0, method.desc.indexOf(')'))))
        .findFirst()
        .orElseThrow();
  }

  private void stopAtProblems() throws WeavingException {
    if (!problems.isEmpty()) {
      throw new WeavingException(problems, found);
    }
  }

  static Problem problem(
      ClassNode owner, @Nullable MethodNode method, int line, String reason, String remedy) {
    String name = method == null ? null : method.name;
    return new Problem(owner.name.replace('/', '.'), name, owner.sourceFile, line, reason, remedy);
  }
}
