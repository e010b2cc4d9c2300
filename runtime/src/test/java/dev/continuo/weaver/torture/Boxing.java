// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Code between a value of a declared type and the object that a coroutine gives. */
final class Boxing {
  private static final String OBJECT = "java/lang/Object";
  private static final String COROUTINE = "dev/continuo/Coroutine";

  private Boxing() {}

  /** With an object on the stack: the value of the type. */
  static void unbox(MethodVisitor code, Type type) {
    if (type.getSort() == Type.VOID) {
      code.visitInsn(Opcodes.POP);
    } else if (isPrimitive(type)) {
      String descriptor = "()" + type.getDescriptor();
      code.visitTypeInsn(Opcodes.CHECKCAST, boxOf(type));
      code.visitMethodInsn(
          Opcodes.INVOKEVIRTUAL, boxOf(type), type.getClassName() + "Value", descriptor, false);
    } else if (!type.getInternalName().equals(OBJECT)) {
      code.visitTypeInsn(Opcodes.CHECKCAST, type.getInternalName());
    }
  }

  /**
   * With a value on the stack: returns a coroutine of it.
   *
   * @param pending whether the coroutine may have to wait first
   */
  static void returnBoxed(MethodVisitor code, Type type, boolean pending) {
    if (type.getSort() == Type.VOID) {
      code.visitInsn(Opcodes.ACONST_NULL);
    } else if (isPrimitive(type)) {
      String descriptor = "(" + type.getDescriptor() + ")L" + boxOf(type) + ";";
      code.visitMethodInsn(Opcodes.INVOKESTATIC, boxOf(type), "valueOf", descriptor, false);
    }
    String owner = pending ? "dev/continuo/weaver/torture/Torture" : COROUTINE;
    String descriptor = "(L" + OBJECT + ";)L" + COROUTINE + ";";
    code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, pending ? "later" : "of", descriptor, false);
    code.visitInsn(Opcodes.ARETURN);
  }

  private static boolean isPrimitive(Type type) {
    return type.getSort() < Type.ARRAY;
  }

  private static String boxOf(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.FLOAT -> "java/lang/Float";
      case Type.LONG -> "java/lang/Long";
      case Type.DOUBLE -> "java/lang/Double";
      default -> throw new IllegalArgumentException(type + " is not primitive");
    };
  }
}
