// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import static com.google.common.truth.Truth.assertThat;
import static com.google.common.truth.Truth.assertWithMessage;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceClassVisitor;
import org.objectweb.asm.util.TraceMethodVisitor;

/** What must hold of every class that the weaver writes, whoever compiled it. */
final class WovenChecks {
  private WovenChecks() {}

  /** The stack map frames are those that ASM finds, and ASM's verifier has no complaint. */
  static void frames(List<ClassFile> compiled) throws WeavingException {
    WovenLoader unwoven = WovenLoader.asCompiled(compiled);
    // A compiler's frames name fewer variables than ASM finds, so both sides begin with ASM's.
    WovenLoader loader =
        WovenLoader.weaving(
            compiled.stream()
                .map(
                    file ->
                        new ClassFile(
                            file.internalName(), StackMapText.recompute(file.bytes(), unwoven)))
                .toList());
    for (ClassFile woven : loader.woven()) {
      StringWriter complaints = new StringWriter();
      CheckClassAdapter.verify(
          new ClassReader(woven.bytes()), loader, false, new PrintWriter(complaints));
      assertWithMessage(woven.internalName()).that(complaints.toString()).isEmpty();
      assertWithMessage(woven.internalName())
          .that(StackMapText.of(woven.bytes()))
          .isEqualTo(StackMapText.of(StackMapText.recompute(woven.bytes(), loader)));
    }
  }

  static void weavingTwiceChangesNothing(List<ClassFile> compiled) throws WeavingException {
    for (ClassFile woven : WovenLoader.weaving(compiled).woven()) {
      assertThat(new Weaver().weave(woven.bytes()).isWoven()).isFalse();
    }
  }

  /**
   * All but the code of coroutines is as it was: the class with its attributes, annotations, fields
   * and nested classes; each method with its access, signature, exceptions, parameters, annotations
   * on itself, its parameters and its types.
   */
  static void structure(List<ClassFile> compiled) throws WeavingException {
    for (ClassFile before : compiled) {
      WeavingResult result = new Weaver().weave(before.bytes());
      if (!result.isWoven()) {
        continue;
      }
      byte[] after = result.classes().get(0).bytes();
      Map<String, String> headers = methods(before.bytes(), ClassReader.SKIP_CODE);
      Map<String, String> wovenHeaders = methods(after, ClassReader.SKIP_CODE);
      Map<String, String> codes = methods(before.bytes(), 0);
      Map<String, String> wovenCodes = methods(after, 0);
      assertWithMessage(before.internalName())
          .that(withoutMethods(after).replaceAll("(?m)^\\s*@Ldev/continuo/spi/Woven;.*\\R", ""))
          .isEqualTo(withoutMethods(before.bytes()));
      Set<String> names = bodies(after);
      for (String method : headers.keySet()) {
        String where = before.internalName() + "." + method;
        assertWithMessage(where).that(wovenHeaders.get(method)).isEqualTo(headers.get(method));
        if (!names.contains(method.substring(0, method.indexOf(')')))) {
          assertWithMessage(where).that(wovenCodes.get(method)).isEqualTo(codes.get(method));
        }
      }
    }
  }

  /** Name and parameters of the methods that have become coroutines. */
  private static Set<String> bodies(byte[] classFile) {
    ClassNode owner = node(classFile, ClassReader.SKIP_CODE);
    String receiver = "(L" + owner.name + ";"; // which the body of an interface's method is given
    return owner.methods.stream()
        .map(method -> method.name + method.desc)
        .filter(method -> method.contains(Names.TASK_DESC))
        .map(method -> method.substring(0, method.lastIndexOf(Names.TASK_DESC)))
        .flatMap(method -> Stream.of(method, method.replace(receiver, "(")))
        .collect(java.util.stream.Collectors.toSet());
  }

  private static Map<String, String> methods(byte[] classFile, int options) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (MethodNode method : node(classFile, options).methods) {
      Textifier text = new Textifier();
      method.accept(new TraceMethodVisitor(text));
      StringWriter out = new StringWriter();
      out.append(method.access + " " + method.signature + " " + method.exceptions + "\n");
      text.print(new PrintWriter(out, true));
      texts.put(method.name + method.desc, out.toString());
    }
    return texts;
  }

  private static String withoutMethods(byte[] classFile) {
    ClassNode node = node(classFile, ClassReader.SKIP_CODE);
    node.methods.clear();
    StringWriter out = new StringWriter();
    node.accept(new TraceClassVisitor(new PrintWriter(out)));
    return out.toString();
  }

  static ClassNode node(byte[] classFile, int options) {
    ClassNode node = new ClassNode();
    new ClassReader(classFile).accept(node, options);
    return node;
  }
}
