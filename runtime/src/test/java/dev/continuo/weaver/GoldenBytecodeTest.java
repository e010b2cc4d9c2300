// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertWithMessage;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * The woven code of chosen methods, so that a change of the weaver shows what it changes. To accept
 * a change, copy the file it wrote over the golden one; the failure names both.
 */
final class GoldenBytecodeTest {
  private static final Path GOLDEN = Path.of("src/test/golden");
  private static final Path ACTUAL = Path.of("target/golden");

  @ParameterizedTest
  @ValueSource(
      strings = {"oneAwait", "directCall", "linkedCall", "operandsInTry", "newObject", "tailAwait"})
  void isAsItWas(String method) throws Exception {
    List<ClassFile> woven =
        WovenLoader.weaving(
                new Target(GOLDEN.resolve("Golden.java"), List.of()).compile("--release", "17"))
            .woven();
    StringBuilder text = new StringBuilder();
    for (MethodNode part : node(woven.get(0)).methods) {
      if (part.name.equals(method)) {
        text.append(textOf(part)).append('\n');
      }
    }
    for (ClassFile file : woven) {
      if (file.internalName().contains("$" + method + "$")) {
        StringWriter frame = new StringWriter();
        node(file).accept(new TraceClassVisitor(new PrintWriter(frame)));
        text.append(frame);
      }
    }
    compare(method, text.toString().replaceAll("(?m) +$", ""));
  }

  private static void compare(String method, String actual) throws IOException {
    Path golden = GOLDEN.resolve(method + ".txt");
    Path written = ACTUAL.resolve(method + ".txt");
    Files.createDirectories(ACTUAL);
    Files.writeString(written, actual);
    String expected = Files.exists(golden) ? Files.readString(golden) : "";
    assertWithMessage("%s differs from %s", written, golden).that(actual).isEqualTo(expected);
  }

  private static String textOf(MethodNode method) {
    Textifier text = new Textifier();
    method.accept(new TraceMethodVisitor(text));
    StringWriter out = new StringWriter();
    out.append(method.name).append(method.desc).append('\n');
    text.print(new PrintWriter(out, true));
    return out.toString();
  }

  private static ClassNode node(ClassFile file) {
    ClassNode node = new ClassNode();
    new ClassReader(file.bytes()).accept(node, 0);
    return node;
  }
}
