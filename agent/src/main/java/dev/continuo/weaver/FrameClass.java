// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Writes the frame class of one coroutine:
 *
 * <pre>
 * final class C$m$1 extends Frame {
 *   final C this;  A a;  B b;  int i;  String $stack0;          what the body keeps
 *   static Coroutine call(C this, A a, B b)                     how a call of m begins
 *   static Object spill$1(operands.., int state, variables.., C this, Task, C$m$1 frame)
 *                                                               makes the frame if there is none
 *   void clear$1()                                              lets go of what was restored
 *   Object resume(Task)                                         calls the body
 *   String where()                                              lines, for traces
 *   DirectBody direct()                                         for calls by DirectCall
 * }
 * </pre>
 *
 * The code that spills stands here and not in the body, where it would count towards the 8,000
 * bytes beyond which HotSpot does not compile a method. Points that keep the same fields share it.
 */
final class FrameClass {
  private final CoroutineMethod method;
  private final FrameLayout layout;
  private final String name;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
  private final Map<String, String> spillers = new LinkedHashMap<>();
  private final Map<String, String> clearers = new LinkedHashMap<>();
  private boolean hasMaker;

  FrameClass(CoroutineMethod method, FrameLayout layout) {
    this.method = method;
    this.layout = layout;
    name = method.frameName();
    writer.visit(
        method.owner().version,
        Opcodes.ACC_FINAL | Opcodes.ACC_SUPER | Opcodes.ACC_SYNTHETIC,
        name,
        null,
        Names.FRAME,
        null);
  }

  /** The finished class; call it last. */
  ClassFile write(List<SuspensionPoint> points) {
    if (!method.isStatic()) {
      writer.visitField(Opcodes.ACC_FINAL, FrameLayout.THIS, receiver(), null, null).visitEnd();
    }
    for (FrameLayout.Field field : layout.fields()) {
      writer.visitField(0, field.name(), field.descriptor(), null, null).visitEnd();
    }
    constructor();
    call();
    resume();
    where(points);
    direct();
    writer.visitEnd();
    return new ClassFile(name, writer.toByteArray());
  }

  /** The descriptor of the {@code call} method, which takes what the coroutine method takes. */
  String callDescriptor() {
    return "("
        + (method.isStatic() ? "" : receiver())
        + method.node().desc.substring(1, method.node().desc.indexOf(')') + 1)
        + Type.getReturnType(method.node().desc);
  }

  /** A method that the body calls. */
  record Helper(String name, String descriptor) {}

  /**
   * The method that keeps these values and suspends: it takes the operands among them, the state,
   * the variables among them, the receiver, the task, and the frame or null.
   *
   * @param emits whether the point is an emit, which does not suspend the task
   */
  Helper spiller(List<FrameLayout.Kept> values, boolean emits) {
    String descriptor =
        "("
            + descriptors(values, true)
            + "I"
            + descriptors(values, false)
            + (method.isStatic() ? "" : receiver())
            + Names.TASK_DESC
            + method.frameDescriptor()
            + ")"
            + Names.OBJECT_DESC;
    String key = emits + descriptor + values.stream().map(FrameLayout.Kept::field).toList();
    String known = spillers.get(key);
    if (known == null) {
      known = "spill$" + (spillers.size() + 1);
      spillers.put(key, known);
      writeSpiller(known, descriptor, values, emits);
    }
    return new Helper(known, descriptor);
  }

  /** The method that takes the receiver and a frame or null, and gives the frame or a new one. */
  Helper maker() {
    String descriptor =
        "("
            + (method.isStatic() ? "" : receiver())
            + method.frameDescriptor()
            + ")"
            + method.frameDescriptor();
    if (!hasMaker) {
      hasMaker = true;
      int frame = method.isStatic() ? 0 : 1;
      MethodVisitor code = begin(Opcodes.ACC_STATIC, "make", descriptor);
      makeIfMissing(code, frame, 0, Type.getArgumentTypes(descriptor));
      code.visitVarInsn(Opcodes.ALOAD, frame);
      end(code, Opcodes.ARETURN);
    }
    return new Helper("make", descriptor);
  }

  /** The method that sets these fields, all references, to null. */
  Helper clearer(List<FrameLayout.Field> fields) {
    String known = clearers.get(fields.toString());
    if (known == null) {
      known = "clear$" + (clearers.size() + 1);
      clearers.put(fields.toString(), known);
      MethodVisitor code = begin(0, known, "()V");
      for (FrameLayout.Field field : fields) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitInsn(Opcodes.ACONST_NULL);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, field.name(), field.descriptor());
      }
      end(code, Opcodes.RETURN);
    }
    return new Helper(known, "()V");
  }

  private static String descriptors(List<FrameLayout.Kept> values, boolean operands) {
    return values.stream()
        .filter(value -> value.slot() < 0 == operands)
        .map(FrameClass::keptDescriptor)
        .collect(Collectors.joining());
  }

  private static String keptDescriptor(FrameLayout.Kept value) {
    return value.field() == null ? Names.OBJECT_DESC : value.field().descriptor();
  }

  private String receiver() {
    return "L" + method.owner().name + ";";
  }

  private String constructorDescriptor() {
    return method.isStatic() ? "()V" : "(" + receiver() + ")V";
  }

  private MethodVisitor begin(int access, String method, String descriptor) {
    MethodVisitor code = writer.visitMethod(access, method, descriptor, null, null);
    code.visitCode();
    return code;
  }

  private static void end(MethodVisitor code, int returnOpcode) {
    code.visitInsn(returnOpcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  private void constructor() {
    MethodVisitor code = begin(0, "<init>", constructorDescriptor());
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.FRAME, "<init>", "()V", false);
    if (!method.isStatic()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, FrameLayout.THIS, receiver());
    }
    end(code, Opcodes.RETURN);
  }

  /** Leaves a new frame on the stack. */
  private void make(MethodVisitor code, int receiverSlot) {
    code.visitTypeInsn(Opcodes.NEW, name);
    code.visitInsn(Opcodes.DUP);
    if (!method.isStatic()) {
      code.visitVarInsn(Opcodes.ALOAD, receiverSlot);
    }
    code.visitMethodInsn(Opcodes.INVOKESPECIAL, name, "<init>", constructorDescriptor(), false);
  }

  /** Makes a frame if the variable that holds it, the last parameter, is null. */
  private void makeIfMissing(MethodVisitor code, int frame, int receiver, Type[] parameters) {
    Object[] locals = Stream.of(parameters).map(StackMaps::typeOf).toArray();
    Label exists = new Label();
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitJumpInsn(Opcodes.IFNONNULL, exists);
    make(code, receiver);
    code.visitVarInsn(Opcodes.ASTORE, frame);
    code.visitLabel(exists);
    code.visitFrame(Opcodes.F_NEW, locals.length, locals, 0, new Object[0]);
  }

  private void call() {
    MethodVisitor code = begin(Opcodes.ACC_STATIC, "call", callDescriptor());
    make(code, 0);
    int slot = method.isStatic() ? 0 : 1;
    for (FrameLayout.Field field : layout.parameters()) {
      Type type = Type.getType(field.descriptor());
      code.visitInsn(Opcodes.DUP);
      code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
      code.visitFieldInsn(Opcodes.PUTFIELD, name, field.name(), field.descriptor());
      slot += type.getSize();
    }
    if (method.kind().starter != null) {
      String descriptor = "(L" + Names.FRAME + ";)L" + method.kind().startedType() + ";";
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Names.SUSPENSION, method.kind().starter, descriptor, false);
    }
    end(code, Opcodes.ARETURN);
  }

  private void writeSpiller(
      String spiller, String descriptor, List<FrameLayout.Kept> values, boolean emits) {
    MethodVisitor code = begin(Opcodes.ACC_STATIC, spiller, descriptor);
    Type[] parameters = Type.getArgumentTypes(descriptor);
    int frame = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) - 2; // static: no receiver
    int task = frame - 1;
    makeIfMissing(code, frame, task - 1, parameters);
    int state =
        values.stream()
            .filter(value -> value.slot() < 0)
            .mapToInt(value -> Type.getType(keptDescriptor(value)).getSize())
            .sum();
    int slot = 0;
    for (FrameLayout.Kept value : values) {
      slot += slot == state && value.slot() >= 0 ? 1 : 0;
      Type type = Type.getType(keptDescriptor(value));
      if (value.field() != null) {
        code.visitVarInsn(Opcodes.ALOAD, frame);
        code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        code.visitFieldInsn(Opcodes.PUTFIELD, name, value.field().name(), type.getDescriptor());
      }
      slot += type.getSize();
    }
    code.visitVarInsn(Opcodes.ALOAD, frame);
    code.visitVarInsn(Opcodes.ILOAD, state);
    if (!emits) {
      code.visitVarInsn(Opcodes.ALOAD, task);
    }
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL,
        name,
        emits ? Names.EMIT : Names.SUSPEND,
        emits ? "(I)" + Names.OBJECT_DESC : "(I" + Names.TASK_DESC + ")" + Names.OBJECT_DESC,
        false);
    end(code, Opcodes.ARETURN);
  }

  private void resume() {
    List<FrameLayout.Field> references =
        layout.parameters().stream().filter(FrameLayout.Field::isReference).toList();
    Helper clearer = references.isEmpty() ? null : clearer(references);
    MethodVisitor code =
        begin(Opcodes.ACC_PUBLIC, Names.RESUME, "(" + Names.TASK_DESC + ")" + Names.OBJECT_DESC);
    if (!method.isStatic()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, FrameLayout.THIS, receiver());
    }
    for (FrameLayout.Field field : layout.parameters()) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitFieldInsn(Opcodes.GETFIELD, name, field.name(), field.descriptor());
    }
    if (clearer != null) {
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, name, clearer.name, "()V", false);
    }
    code.visitVarInsn(Opcodes.ALOAD, 1);
    code.visitVarInsn(Opcodes.ALOAD, 0);
    code.visitMethodInsn(
        method.bodyCallOpcode(),
        method.owner().name,
        method.node().name,
        method.bodyDescriptor(),
        method.inInterface());
    end(code, Opcodes.ARETURN);
  }

  /** See {@code Frame.where()}: class, method, file, and the line of each point. */
  private void where(List<SuspensionPoint> points) {
    String source = method.owner().sourceFile;
    String table =
        method.owner().name.replace('/', '.')
            + "\n"
            + method.node().name
            + "\n"
            + (source == null ? "" : source)
            + "\n"
            + points.stream().map(p -> "" + p.line()).collect(Collectors.joining(","));
    MethodVisitor code = begin(Opcodes.ACC_PUBLIC, Names.WHERE, "()Ljava/lang/String;");
    code.visitLdcInsn(table);
    end(code, Opcodes.ARETURN);
  }

  private void direct() {
    if (DirectCalls.canReach(method)) {
      MethodVisitor code =
          begin(Opcodes.ACC_PROTECTED, Names.DIRECT, DirectCalls.directDescriptor());
      DirectCalls.writeDirect(method, code);
      end(code, Opcodes.ARETURN);
    }
  }
}
