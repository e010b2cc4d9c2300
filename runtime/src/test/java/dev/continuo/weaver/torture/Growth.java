// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import dev.continuo.weaver.ClassFile;
import dev.continuo.weaver.WeavingException;
import dev.continuo.weaver.torture.Torturer.Density;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** How much larger the bodies of a library are woven than not. */
final class Growth {
  /** HotSpot compiles no method with more bytes (DontCompileHugeMethods). */
  static final int HOTSPOT_LIMIT = 8_000;

  /** One method before and after weaving. */
  record Body(String name, int before, int after, int awaits) {
    double ratio() {
      return (double) after / before;
    }

    boolean crossesTheLimit() {
      return before <= HOTSPOT_LIMIT && after > HOTSPOT_LIMIT;
    }
  }

  private final List<Body> bodies = new ArrayList<>();
  private final List<String> relieved = new ArrayList<>();

  static Growth of(Library library, Density density, long seed)
      throws IOException, WeavingException {
    Growth growth = new Growth();
    for (ClassFile file : library.classes()) {
      Library.Tortured tortured = Library.torture(file, density, seed);
      growth.add(file.internalName(), tortured);
    }
    return growth;
  }

  private void add(String owner, Library.Tortured tortured) throws IOException {
    if (tortured.woven().isEmpty()) {
      return;
    }
    tortured.relieved().keySet().forEach(name -> relieved.add(owner + "." + name));
    Map<String, Integer> before = CodeSizes.of(tortured.before());
    Map<String, Integer> after = CodeSizes.of(tortured.woven().get(0).bytes());
    ClassNode node = new ClassNode();
    new ClassReader(tortured.before()).accept(node, ClassReader.SKIP_FRAMES);
    for (MethodNode method : node.methods) {
      if (method.desc.endsWith(")Ldev/continuo/Coroutine;")) {
        String task = method.desc.substring(1, method.desc.indexOf(')')) + "Ldev/continuo/Task;";
        String body = method.name + "(" + task;
        String inInterface = method.name + "(L" + owner + ";" + task;
        int woven =
            after.entrySet().stream()
                .filter(e -> e.getKey().startsWith(body) || e.getKey().startsWith(inInterface))
                .mapToInt(Map.Entry::getValue)
                .sum();
        bodies.add(
            new Body(
                owner + "." + method.name,
                before.get(method.name + method.desc),
                woven,
                awaits(method)));
      }
    }
  }

  private static int awaits(MethodNode method) {
    int awaits = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      boolean awaited =
          instruction.getOpcode() == Opcodes.INVOKESTATIC
              && ((MethodInsnNode) instruction).owner.equals("dev/continuo/Asyncio");
      awaits += awaited ? 1 : 0;
    }
    return awaits;
  }

  List<Body> bodies() {
    return bodies;
  }

  /** The methods that HotSpot would have compiled, and does not any more. */
  List<Body> crossing() {
    return bodies.stream().filter(Body::crossesTheLimit).toList();
  }

  /** The figures, as text. */
  String report() {
    double[] ratios = bodies.stream().mapToDouble(Body::ratio).sorted().toArray();
    int before = bodies.stream().mapToInt(Body::before).sum();
    int after = bodies.stream().mapToInt(Body::after).sum();
    int awaits = bodies.stream().mapToInt(Body::awaits).sum();
    return String.format(
        "%,d methods, %,d awaits (one in %.1f bytes): %,d bytes woven to %,d (%.2f)%n"
            + "  ratio: median %.2f, p90 %.2f, max %.2f; %.1f bytes for an await%n"
            + "  over 8,000 bytes, not before: %s%n  with fewer awaits, or over 65,535 bytes: %s%n",
        bodies.size(),
        awaits,
        (double) before / awaits,
        before,
        after,
        (double) after / before,
        quantile(ratios, 0.5),
        quantile(ratios, 0.9),
        quantile(ratios, 1),
        (double) (after - before) / awaits,
        crossing(),
        relieved);
  }

  private static double quantile(double[] sorted, double part) {
    return sorted[(int) Math.round((sorted.length - 1) * part)];
  }
}
