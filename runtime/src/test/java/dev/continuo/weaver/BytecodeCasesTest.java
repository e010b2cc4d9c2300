// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertWithMessage;

import dev.continuo.Coroutine;
import dev.continuo.testing.TestLoop;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Class files that no Java compiler writes, run in each mode of awaiting. */
public final class BytecodeCasesTest {
  private static final String STRING = "java/lang/String";
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final int METHODS = 300;

  /** Hard case 18: constants that are computed, loaded before, over and after an await. */
  @Test
  void dynamicConstants() throws Exception {
    Handle bootstrap =
        new Handle(
            Opcodes.H_INVOKESTATIC,
            "dev/continuo/weaver/BytecodeCasesTest",
            "constant",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;)"
                + "Ljava/lang/Object;",
            false);
    ConstantDynamic text = new ConstantDynamic("text", "Ljava/lang/String;", bootstrap);
    ConstantDynamic wide = new ConstantDynamic("7", "J", bootstrap);
    ConstantDynamic flag = new ConstantDynamic("true", "Z", bootstrap);
    expect(
        "7textStringtrue",
        (code, awaits) -> {
          code.visitLdcInsn(wide);
          code.visitLdcInsn(text);
          later(code, awaits);
          code.visitVarInsn(Opcodes.ASTORE, 0);
          code.visitMethodInsn(
              Opcodes.INVOKESTATIC, STRING, "valueOf", "(J)L" + STRING + ";", false);
          code.visitVarInsn(Opcodes.ALOAD, 0);
          join(code, "Ljava/lang/Object;");
          code.visitLdcInsn(Type.getObjectType(STRING));
          code.visitMethodInsn(
              Opcodes.INVOKEVIRTUAL,
              "java/lang/Class",
              "getSimpleName",
              "()L" + STRING + ";",
              false);
          later(code, awaits);
          join(code, "Ljava/lang/Object;");
          code.visitLdcInsn(flag);
          code.visitMethodInsn(
              Opcodes.INVOKESTATIC, STRING, "valueOf", "(Z)L" + STRING + ";", false);
          join(code, "Ljava/lang/Object;");
        });
  }

  public static Object constant(MethodHandles.Lookup lookup, String name, Class<?> type) {
    return type == long.class
        ? (Object) Long.valueOf(name)
        : type == boolean.class ? Boolean.valueOf(name) : name;
  }

  /** Hard case 20: DUP of every form, SWAP and POP interleaved with awaits, from seeds. */
  @Test
  void shuffledStacks() throws Exception {
    byte[] classFile =
        classFile(
            writer -> {
              for (int i = 0; i < METHODS; i++) {
                method(writer, "plain" + i, i, false);
                method(writer, "async" + i, i, true);
              }
            });
    List<ClassFile> compiled = List.of(new ClassFile("Case", classFile));
    for (Scenario.Mode mode : Scenario.Mode.values()) {
      Class<?> woven = WovenLoader.weaving(compiled).loadClass("Case");
      Scenario.begin(mode, "");
      for (int i = 0; i < METHODS; i++) {
        assertWithMessage("seed %s, %s", i, mode)
            .that(call(woven, "async" + i))
            .isEqualTo(call(woven, "plain" + i));
      }
    }
    WovenChecks.frames(compiled);
    WovenChecks.weavingTwiceChangesNothing(compiled);
  }

  private static void method(ClassWriter writer, String name, int seed, boolean awaits) {
    MethodVisitor code = begin(writer, name, awaits);
    RandomStacks.write(seed, code, awaits);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /**
   * Hard case 26: an object without a constructor in a variable, as Kotlin's inlining leaves it.
   */
  @Test
  void uninitialisedObjectInAVariable() throws Exception {
    expect(
        "[ab",
        (code, awaits) -> {
          code.visitTypeInsn(Opcodes.NEW, BUILDER);
          code.visitInsn(Opcodes.DUP);
          code.visitVarInsn(Opcodes.ASTORE, 3);
          code.visitVarInsn(Opcodes.ASTORE, 4);
          code.visitLdcInsn("[");
          later(code, awaits);
          code.visitVarInsn(Opcodes.ASTORE, 5);
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitVarInsn(Opcodes.ALOAD, 5);
          code.visitMethodInsn(
              Opcodes.INVOKESPECIAL, BUILDER, "<init>", "(L" + STRING + ";)V", false);
          append(code, awaits, 3, "a");
          append(code, awaits, 4, "b");
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitMethodInsn(
              Opcodes.INVOKEVIRTUAL, BUILDER, "toString", "()L" + STRING + ";", false);
        });
  }

  private static void append(MethodVisitor code, boolean awaits, int slot, String text) {
    code.visitVarInsn(Opcodes.ALOAD, slot);
    code.visitLdcInsn(text);
    later(code, awaits);
    code.visitMethodInsn(
        Opcodes.INVOKEVIRTUAL, BUILDER, "append", "(L" + STRING + ";)L" + BUILDER + ";", false);
    code.visitInsn(Opcodes.POP);
  }

  /**
   * Hard case 70: a slot that was the second half of a long becomes a reference, and the reverse,
   * with a frame between that knows neither.
   */
  @Test
  void slotsThatOverlapWideOnes() throws Exception {
    expect(
        "x5y2.5",
        (code, awaits) -> {
          Label merged = new Label();
          code.visitLdcInsn(5L);
          code.visitVarInsn(Opcodes.LSTORE, 2);
          code.visitLdcInsn("x");
          later(code, awaits);
          code.visitVarInsn(Opcodes.LLOAD, 2);
          join(code, "J");
          code.visitVarInsn(Opcodes.ASTORE, 3); // kills the long in 2 and 3
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, STRING, "isEmpty", "()Z", false);
          code.visitJumpInsn(Opcodes.IFEQ, merged);
          code.visitInsn(Opcodes.FCONST_0);
          code.visitVarInsn(Opcodes.FSTORE, 2);
          code.visitLabel(merged);
          code.visitVarInsn(Opcodes.ALOAD, 3);
          code.visitLdcInsn("y");
          later(code, awaits);
          join(code, "Ljava/lang/Object;");
          code.visitLdcInsn(2.5);
          code.visitVarInsn(Opcodes.DSTORE, 2); // kills the text in 3
          later(code, awaits);
          code.visitVarInsn(Opcodes.DLOAD, 2);
          join(code, "D");
        });
  }

  private interface Body extends BiConsumer<MethodVisitor, Boolean> {}

  /** Both variants of the code leave this text, whichever way the awaits go. */
  private static void expect(String text, Body body) throws Exception {
    byte[] classFile =
        classFile(
            writer -> {
              for (boolean awaits : new boolean[] {false, true}) {
                MethodVisitor code = begin(writer, awaits ? "async" : "plain", awaits);
                body.accept(code, awaits);
                if (awaits) {
                  code.visitMethodInsn(
                      Opcodes.INVOKESTATIC,
                      Names.COROUTINE,
                      "of",
                      "(Ljava/lang/Object;)Ldev/continuo/Coroutine;",
                      false);
                }
                code.visitInsn(Opcodes.ARETURN);
                code.visitMaxs(0, 0);
                code.visitEnd();
              }
            });
    List<ClassFile> compiled = List.of(new ClassFile("Case", classFile));
    for (Scenario.Mode mode : Scenario.Mode.values()) {
      Class<?> woven = WovenLoader.weaving(compiled).loadClass("Case");
      Scenario.begin(mode, "");
      assertWithMessage("plain").that(call(woven, "plain")).isEqualTo(text);
      assertWithMessage(mode.name()).that(call(woven, "async")).isEqualTo(text);
    }
    WovenChecks.frames(compiled);
    WovenChecks.weavingTwiceChangesNothing(compiled);
  }

  private static Object call(Class<?> woven, String method) throws Exception {
    Object result = woven.getMethod(method).invoke(null);
    return result instanceof Coroutine<?> coroutine ? TestLoop.run(() -> coroutine) : result;
  }

  private static byte[] classFile(java.util.function.Consumer<ClassWriter> methods) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    writer.visit(Opcodes.V11, Opcodes.ACC_PUBLIC, "Case", null, Names.OBJECT, null);
    methods.accept(writer);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static MethodVisitor begin(ClassWriter writer, String name, boolean awaits) {
    String type = awaits ? Names.COROUTINE : STRING;
    int access = Opcodes.ACC_PUBLIC | Opcodes.ACC_STATIC;
    MethodVisitor code = writer.visitMethod(access, name, "()L" + type + ";", null, null);
    if (awaits) {
      code.visitAnnotation(Names.ASYNC_DESC, false).visitEnd();
    }
    code.visitCode();
    return code;
  }

  /** Awaits the String on the stack. */
  private static void later(MethodVisitor code, boolean awaits) {
    if (awaits) {
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC,
          "dev/continuo/weaver/Scenario",
          "later",
          "(Ljava/lang/Object;)Ldev/continuo/Awaitable;",
          false);
      code.visitMethodInsn(
          Opcodes.INVOKESTATIC, Names.ASYNCIO, Names.AWAIT, Names.AWAIT_DESC, false);
      code.visitTypeInsn(Opcodes.CHECKCAST, STRING);
    }
  }

  private static void join(MethodVisitor code, String second) {
    code.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        "dev/continuo/weaver/BytecodeCasesTest",
        "join",
        "(Ljava/lang/String;" + second + ")Ljava/lang/String;",
        false);
  }

  public static String join(String text, Object more) {
    return text + more;
  }

  public static String join(String text, int more) {
    return text + more;
  }

  public static String join(String text, long more) {
    return text + more;
  }

  public static String join(String text, double more) {
    return text + more;
  }
}
