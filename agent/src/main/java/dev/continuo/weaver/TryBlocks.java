// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Takes stretches of code out of the try blocks of a method, without changing their order. */
final class TryBlocks {
  private final MethodNode method;
  private final Map<LabelNode, LabelNode> excluded = new HashMap<>();

  TryBlocks(MethodNode method) {
    this.method = method;
  }

  /** What stands from one label to the other is in no try block any more. */
  void exclude(LabelNode from, LabelNode to) {
    excluded.put(from, to);
  }

  /** Splits the blocks; call it when all code is in its place. */
  void finish() {
    if (excluded.isEmpty()) {
      return;
    }
    List<TryCatchBlockNode> split = new ArrayList<>();
    for (TryCatchBlockNode block : method.tryCatchBlocks) {
      LabelNode start = block.start;
      for (AbstractInsnNode at = block.start; at != block.end; at = at.getNext()) {
        if (at instanceof LabelNode from && excluded.containsKey(from)) {
          add(block, start, from, split);
          start = excluded.get(from);
        }
      }
      add(block, start, block.end, split);
    }
    method.tryCatchBlocks = split;
  }

  /** JVMS 4.7.3: the range of an entry must not be empty. */
  private static void add(
      TryCatchBlockNode block, LabelNode start, LabelNode end, List<TryCatchBlockNode> blocks) {
    for (AbstractInsnNode at = start; at != null && at != end; at = at.getNext()) {
      if (Code.isReal(at)) {
        TryCatchBlockNode part = new TryCatchBlockNode(start, end, block.handler, block.type);
        part.visibleTypeAnnotations = block.visibleTypeAnnotations;
        part.invisibleTypeAnnotations = block.invisibleTypeAnnotations;
        blocks.add(part);
        return;
      }
    }
  }
}
