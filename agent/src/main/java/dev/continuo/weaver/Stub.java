// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Splits a coroutine method in two: what callers see (signature, annotations, parameter names),
 * whose code only makes the frame, and the body, which has the code and its debug tables. The stub
 * has no line numbers, or a breakpoint on the first line would be hit twice.
 */
final class Stub {
  private Stub() {}

  /** The method that callers see; make it before the body is rewritten. */
  static MethodNode of(CoroutineMethod method, String callDescriptor) {
    MethodNode node = method.node();
    MethodNode stub = new MethodNode(Opcodes.ASM9);
    stub.access = node.access;
    stub.name = node.name;
    stub.desc = node.desc;
    stub.signature = node.signature;
    stub.exceptions = node.exceptions;
    stub.parameters = node.parameters;
    stub.visibleAnnotations = node.visibleAnnotations;
    stub.invisibleAnnotations = node.invisibleAnnotations;
    stub.visibleTypeAnnotations = node.visibleTypeAnnotations;
    stub.invisibleTypeAnnotations = node.invisibleTypeAnnotations;
    stub.visibleAnnotableParameterCount = node.visibleAnnotableParameterCount;
    stub.visibleParameterAnnotations = node.visibleParameterAnnotations;
    stub.invisibleAnnotableParameterCount = node.invisibleAnnotableParameterCount;
    stub.invisibleParameterAnnotations = node.invisibleParameterAnnotations;
    stub.attrs = attributes(node.attrs, false);
    writeCode(method, callDescriptor, stub);
    return stub;
  }

  /** The body method, made of the rewritten code of the method's node. */
  static MethodNode bodyOf(CoroutineMethod method) {
    MethodNode node = method.node();
    MethodNode body =
        new MethodNode(
            Opcodes.ASM9, method.bodyAccess(), node.name, method.bodyDescriptor(), null, null);
    body.instructions = node.instructions;
    body.tryCatchBlocks = node.tryCatchBlocks;
    body.localVariables = node.localVariables;
    body.visibleLocalVariableAnnotations = node.visibleLocalVariableAnnotations;
    body.invisibleLocalVariableAnnotations = node.invisibleLocalVariableAnnotations;
    body.attrs = attributes(node.attrs, true);
    return body;
  }

  private static @Nullable List<Attribute> attributes(
      @Nullable List<Attribute> attributes, boolean ofCode) {
    return attributes == null
        ? null
        : attributes.stream().filter(a -> a.isCodeAttribute() == ofCode).toList();
  }

  private static void writeCode(CoroutineMethod method, String callDescriptor, MethodNode stub) {
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    stub.instructions.add(start);
    int slot = 0;
    for (Type parameter : Type.getArgumentTypes(callDescriptor)) {
      stub.instructions.add(new VarInsnNode(parameter.getOpcode(Opcodes.ILOAD), slot));
      slot += parameter.getSize();
    }
    stub.instructions.add(
        new MethodInsnNode(
            Opcodes.INVOKESTATIC, method.frameName(), "call", callDescriptor, false));
    stub.instructions.add(new InsnNode(Opcodes.ARETURN));
    stub.instructions.add(end);
    stub.localVariables = parameterNames(method, start, end);
  }

  /** Frameworks read parameter names from here when there is no MethodParameters attribute. */
  private static List<LocalVariableNode> parameterNames(
      CoroutineMethod method, LabelNode start, LabelNode end) {
    Map<Integer, LocalVariableNode> bySlot = new TreeMap<>();
    if (method.node().localVariables != null) {
      for (LocalVariableNode variable : method.node().localVariables) {
        if (variable.index < method.parameterSlots()) {
          bySlot.putIfAbsent(variable.index, variable);
        }
      }
    }
    List<LocalVariableNode> names = new ArrayList<>();
    for (LocalVariableNode v : bySlot.values()) {
      names.add(new LocalVariableNode(v.name, v.desc, v.signature, start, end, v.index));
    }
    return names;
  }
}
