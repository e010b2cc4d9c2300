// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The call in {@code await(f(x))} where it is not certain which method f is: an invokedynamic
 * instruction, whose bootstrap {@code DirectCall.link} finds out, and what a class has for such
 * calls of its coroutines:
 *
 * <pre>
 *   frame class:  DirectBody direct()               handles of the body and of the next
 *   class:        static boolean $continuo$unchanged()   whether it still is as it was linked
 * </pre>
 */
final class DirectCalls {
  private static final String CHECK = "$continuo$unchanged";
  private static final String CHECK_DESC = "()Z";
  private static final String HANDLE = "Ljava/lang/invoke/MethodHandle;";

  private static final String LOOKUP_NAME_TYPE =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;";
  private static final String CALL_SITE = ")Ljava/lang/invoke/CallSite;";

  /** A method handle takes 255 slots less what the JDK puts around it. */
  private static final int MOST_SLOTS = 240;

  private DirectCalls() {}

  /** Whether a call may turn out to be one of a coroutine method. */
  static boolean isCandidate(MethodInsnNode call) {
    return call.getOpcode() != Opcodes.INVOKESPECIAL
        && call.desc.endsWith(")L" + Names.COROUTINE + ";")
        && !call.owner.equals(Names.ASYNCIO)
        && !call.owner.equals(Names.COROUTINE)
        && Type.getArgumentsAndReturnSizes(call.desc) >> 2 <= MOST_SLOTS;
  }

  /** With the receiver, the arguments and the task on the stack: the result, or SUSPENDED. */
  static InsnList site(MethodInsnNode call) {
    boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
    int tag =
        switch (call.getOpcode()) {
          case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
          case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
          default -> Opcodes.H_INVOKEVIRTUAL;
        };
    String descriptor =
        "("
            + (isStatic ? "" : "L" + call.owner + ";")
            + call.desc.substring(1, call.desc.indexOf(')'))
            + Names.TASK_DESC
            + ")"
            + Names.OBJECT_DESC;
    InsnList code = new InsnList();
    code.add(
        new InvokeDynamicInsnNode(
            call.name,
            descriptor,
            bootstrap(isStatic ? Names.LINK_STATIC : Names.LINK, HANDLE),
            new Handle(tag, call.owner, call.name, call.desc, call.itf)));
    return code;
  }

  private static Handle bootstrap(String name, String extra) {
    return new Handle(
        Opcodes.H_INVOKESTATIC,
        Names.DIRECT_CALL,
        name,
        LOOKUP_NAME_TYPE + extra + CALL_SITE,
        false);
  }

  /** Whether the coroutine is called by its name: nobody calls the bodies of lambdas. */
  static boolean canReach(CoroutineMethod method) {
    return method.kind() == ReturnKind.COROUTINE
        && (method.node().access & Opcodes.ACC_SYNTHETIC) == 0;
  }

  /** Writes the code of {@code direct()} of a frame class. */
  static void writeDirect(CoroutineMethod method, MethodVisitor code) {
    code.visitTypeInsn(Opcodes.NEW, Names.DIRECT_BODY);
    code.visitInsn(Opcodes.DUP);
    boolean virtual = method.bodyCallOpcode() == Opcodes.INVOKEVIRTUAL;
    code.visitLdcInsn(
        new Handle(
            virtual ? Opcodes.H_INVOKEVIRTUAL : Opcodes.H_INVOKESTATIC,
            method.owner().name,
            method.node().name,
            method.bodyDescriptor(),
            method.inInterface()));
    code.visitLdcInsn(
        new Handle(
            Opcodes.H_INVOKESTATIC, method.owner().name, CHECK, CHECK_DESC, method.inInterface()));
    code.visitMethodInsn(
        Opcodes.INVOKESPECIAL, Names.DIRECT_BODY, "<init>", "(" + HANDLE + HANDLE + ")V", false);
  }

  /** What {@code Frame.direct()} takes and gives. */
  static String directDescriptor() {
    return "()L" + Names.DIRECT_BODY + ";";
  }

  /**
   * Writes the method that tells whether the class was changed after it was linked: its instruction
   * is linked anew then, as each instruction of a redefined class is. The access is that of bodies,
   * for the same reasons.
   */
  static void writeCheck(boolean inInterface, ClassVisitor owner) {
    int access = Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;
    MethodVisitor code =
        owner.visitMethod(
            access | (inInterface ? Opcodes.ACC_PUBLIC : 0), CHECK, CHECK_DESC, null, null);
    code.visitCode();
    code.visitInvokeDynamicInsn(Names.UNCHANGED, CHECK_DESC, bootstrap(Names.UNCHANGED, ""));
    code.visitInsn(Opcodes.IRETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
