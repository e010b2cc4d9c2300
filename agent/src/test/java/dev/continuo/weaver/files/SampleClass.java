// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files to weave, made without a compiler. */
public final class SampleClass {

  private SampleClass() {}

  /** A class with one coroutine method, {@code run}. */
  public static byte[] async(String internalName) {
    return make(internalName, "run", true, 0, body -> {});
  }

  /** A class with nothing to weave. */
  public static byte[] plain(String internalName) {
    return make(internalName, "run", false, 0, body -> {});
  }

  /** A class whose coroutine method {@code locked}, at line 7, is synchronized. */
  public static byte[] refused(String internalName) {
    return make(internalName, "locked", true, Opcodes.ACC_SYNCHRONIZED, body -> {});
  }

  /** A class whose coroutine method {@code blocking} sleeps, at line 7. */
  public static byte[] blocking(String internalName) {
    return make(
        internalName,
        "blocking",
        true,
        0,
        body -> {
          body.visitInsn(Opcodes.LCONST_1);
          body.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/Thread", "sleep", "(J)V", false);
        });
  }

  /** A class whose method {@code dropping} calls itself and drops the coroutine, at line 7. */
  public static byte[] dropping(String internalName, boolean async) {
    return make(
        internalName,
        "dropping",
        async,
        0,
        body -> {
          body.visitMethodInsn(
              Opcodes.INVOKESTATIC, internalName, "dropping", "()Ldev/continuo/Coroutine;", false);
          body.visitInsn(Opcodes.POP);
        });
  }

  private static byte[] make(
      String internalName,
      String method,
      boolean async,
      int access,
      Consumer<MethodVisitor> statement) {
    ClassWriter made = new ClassWriter(0);
    made.visit(Opcodes.V17, Opcodes.ACC_SUPER, internalName, null, "java/lang/Object", null);
    made.visitSource("Sample.java", null);
    MethodVisitor body =
        made.visitMethod(
            Opcodes.ACC_STATIC | access, method, "()Ldev/continuo/Coroutine;", null, null);
    if (async) {
      body.visitAnnotation("Ldev/continuo/annotation/Async;", false).visitEnd();
    }
    body.visitCode();
    Label start = new Label();
    body.visitLabel(start);
    body.visitLineNumber(7, start);
    statement.accept(body);
    body.visitInsn(Opcodes.ACONST_NULL);
    body.visitInsn(Opcodes.ARETURN);
    body.visitMaxs(2, 0);
    body.visitEnd();
    made.visitEnd();
    return made.toByteArray();
  }
}
