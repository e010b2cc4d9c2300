// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * How a body leaves at its points. Those that keep the same values, where the variables have the
 * same types, leave at one place after the code of the method:
 *
 * <pre>
 *   at each point:  state; goto EXIT
 *   EXIT:           return C$m$1.spill$1(operands.., state, live locals.., task, frame)
 * </pre>
 */
final class Exits {
  /** What must be equal for two points to share an exit; all that stands in its stack map. */
  private record Key(FrameLayout.Spill spill, boolean emits, List<Object> locals) {}

  private static final class Exit {
    final LabelNode label = new LabelNode();
    final SuspensionPoint first;
    int points = 1;

    Exit(SuspensionPoint first) {
      this.first = first;
    }
  }

  private final MethodAnalysis analysis;
  private final StackMaps stackMaps;
  private final SpillEmitter spills;
  private final Map<Key, Exit> exits = new LinkedHashMap<>();
  private final Map<SuspensionPoint, Exit> exitOf = new HashMap<>();

  Exits(MethodAnalysis analysis, FrameClass frameClass, StackMaps stackMaps) {
    this.analysis = analysis;
    this.stackMaps = stackMaps;
    spills = new SpillEmitter(analysis.method, frameClass, stackMaps);
    for (SuspensionPoint point : analysis.points) {
      Key key = new Key(analysis.spill(point), emits(point), locals(point));
      Exit exit = exits.get(key);
      if (exit == null || spills.isLarge(key.spill)) {
        exit = new Exit(point);
        exits.put(key, exit);
      } else {
        exit.points++;
      }
      exitOf.put(point, exit);
    }
  }

  private static boolean emits(SuspensionPoint point) {
    return point.kind() == SuspensionPoint.Kind.EMIT;
  }

  private List<Object> locals(SuspensionPoint point) {
    return stackMaps.frame(
            analysis.types(point).locals(),
            analysis.lost.before(analysis.position(point)),
            List.of())
        .local;
  }

  /** With the operands that stay on the stack: keeps what must be kept and returns. */
  void leave(SuspensionPoint point, InsnList code) {
    spills.pushState(analysis.spill(point), point.number(), code);
    Exit exit = exitOf.get(point);
    if (exit.points == 1) {
      finish(point, code);
    } else {
      code.add(new JumpInsnNode(Opcodes.GOTO, exit.label));
    }
  }

  private void finish(SuspensionPoint point, InsnList code) {
    spills.emit(analysis.spill(point), point.number(), emits(point), code);
    code.add(new InsnNode(Opcodes.ARETURN));
  }

  /** The shared exits, for after the code of the method. */
  InsnList shared() {
    InsnList code = new InsnList();
    for (Exit exit : exits.values()) {
      if (exit.points > 1) {
        List<Object> stack = new ArrayList<>(analysis.operands(exit.first));
        stack.add(Opcodes.INTEGER);
        code.add(exit.label);
        code.add(
            stackMaps.frame(
                analysis.types(exit.first).locals(),
                analysis.lost.before(analysis.position(exit.first)),
                stack));
        finish(exit.first, code);
      }
    }
    return code;
  }
}
