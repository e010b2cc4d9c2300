// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method that becomes a coroutine, and the names of what it becomes.
 *
 * @param owner the class it stands in
 * @param node its code as compiled
 * @param kind how a call of it begins
 * @param frameName the internal name of its frame class
 */
record CoroutineMethod(ClassNode owner, MethodNode node, ReturnKind kind, String frameName) {

  boolean isStatic() {
    return (node.access & Opcodes.ACC_STATIC) != 0;
  }

  boolean inInterface() {
    return (owner.access & Opcodes.ACC_INTERFACE) != 0;
  }

  /** The declared parameters, without the receiver. */
  Type[] parameters() {
    return Type.getArgumentTypes(node.desc);
  }

  /** How many local variable slots the receiver and the parameters take. */
  int parameterSlots() {
    int slots = Type.getArgumentsAndReturnSizes(node.desc) >> 2;
    return isStatic() ? slots - 1 : slots;
  }

  String frameDescriptor() {
    return "L" + frameName + ";";
  }

  /** {@code (A, B, Task, C$m$1)Object}: arguments first, so that a direct call just appends. */
  String bodyDescriptor() {
    String receiver = bodyIsStatic() && !isStatic() ? "L" + owner.name + ";" : "";
    String arguments = node.desc.substring(1, node.desc.indexOf(')'));
    String appended = Names.TASK_DESC + frameDescriptor();
    return "(" + receiver + arguments + appended + ")" + Names.OBJECT_DESC;
  }

  /**
   * The body keeps the method's name, so that a stack trace reads as the source does. It is not
   * private, since the frame class calls it and class files before Java 11 know no nests; in an
   * interface it must then be public.
   *
   * <p>Nobody but the frame class should ever call it or stand in for it, as frameworks do that
   * make proxies and mocks: it is final, or static where it cannot be final, and claims to be a
   * bridge, which they leave alone (Mockito rewrites other synthetic methods).
   */
  int bodyAccess() {
    int kept = node.access & Opcodes.ACC_STRICT;
    int hidden = Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;
    return kept
        | hidden
        | (bodyIsStatic() ? Opcodes.ACC_STATIC : 0)
        | (inInterface() ? Opcodes.ACC_PUBLIC : Opcodes.ACC_FINAL);
  }

  /** In an interface nothing can be final, and a proxy would take the body for one method more. */
  private boolean bodyIsStatic() {
    return isStatic() || inInterface();
  }

  /** The opcode by which the frame class, and a direct call, reaches the body. */
  int bodyCallOpcode() {
    return bodyIsStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKEVIRTUAL;
  }

  /**
   * Whether a call that names this class and this method can reach no other implementation, so that
   * {@code await} of it may call the body directly.
   */
  boolean isCertainTarget() {
    int certain = Opcodes.ACC_STATIC | Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL;
    return kind == ReturnKind.COROUTINE
        && ((node.access & certain) != 0 || (owner.access & Opcodes.ACC_FINAL) != 0);
  }
}
