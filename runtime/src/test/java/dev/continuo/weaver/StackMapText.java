// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/** The stack map frames of a class as text, as they are and as ASM would compute them. */
final class StackMapText {
  private StackMapText() {}

  static Map<String, List<String>> of(byte[] classFile) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, ClassReader.EXPAND_FRAMES | ClassReader.SKIP_DEBUG);
    Map<String, List<String>> methods = new LinkedHashMap<>();
    for (MethodNode method : node.methods) {
      methods.put(method.name + method.desc, framesOf(method));
    }
    return methods;
  }

  /** The class with the frames that ASM computes. */
  static byte[] recompute(byte[] classFile, ClassLoader loader) {
    ClassWriter writer =
        new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
          @Override
          protected ClassLoader getClassLoader() {
            return loader;
          }
        };
    ClassVisitor copy = new ClassVisitor(Opcodes.ASM9, writer) {};
    new ClassReader(classFile).accept(copy, ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static List<String> framesOf(MethodNode method) {
    Map<LabelNode, Integer> created = new HashMap<>();
    int position = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof LabelNode label) {
        created.put(label, position);
      }
      position += instruction.getOpcode() >= 0 ? 1 : 0;
    }
    List<String> frames = new ArrayList<>();
    position = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      if (instruction instanceof FrameNode frame && !isDeadCode(frame, method)) {
        frames.add(position + " " + texts(frame.local, created) + texts(frame.stack, created));
      }
      position += instruction.getOpcode() >= 0 ? 1 : 0;
    }
    return frames;
  }

  /** ASM, and some compilers by it, write NOP .. ATHROW where nothing leads to (Groovy does). */
  private static boolean isDeadCode(FrameNode frame, MethodNode method) {
    AbstractInsnNode at = frame;
    while (at.getOpcode() <= Opcodes.NOP) {
      at = at.getNext();
    }
    boolean handler =
        method.tryCatchBlocks.stream()
            .anyMatch(block -> nextReal(block.handler) == nextReal(frame));
    return !handler
        && at.getOpcode() == Opcodes.ATHROW
        && frame.stack.equals(List.of(Names.THROWABLE));
  }

  private static AbstractInsnNode nextReal(AbstractInsnNode from) {
    AbstractInsnNode at = from;
    while (at.getOpcode() < 0) {
      at = at.getNext();
    }
    return at;
  }

  private static List<String> texts(List<Object> types, Map<LabelNode, Integer> created) {
    return types.stream()
        .map(type -> type instanceof LabelNode label ? "new@" + created.get(label) : "" + type)
        .toList();
  }
}
