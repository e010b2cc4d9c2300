// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.files;

import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Class files to weave, made without a compiler. */
public final class SampleClass {

  private SampleClass() {}

  /** A class with one coroutine method, {@code run}. */
  public static byte[] async(String internalName) {
    return make(internalName, "run", true, 0);
  }

  /** A class with nothing to weave. */
  public static byte[] plain(String internalName) {
    return make(internalName, "run", false, 0);
  }

  /** A class whose coroutine method {@code locked}, at line 7, is synchronized. */
  public static byte[] refused(String internalName) {
    return make(internalName, "locked", true, Opcodes.ACC_SYNCHRONIZED);
  }

  private static byte[] make(String internalName, String method, boolean async, int access) {
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
    body.visitInsn(Opcodes.ACONST_NULL);
    body.visitInsn(Opcodes.ARETURN);
    body.visitMaxs(1, 0);
    body.visitEnd();
    made.visitEnd();
    return made.toByteArray();
  }
}
