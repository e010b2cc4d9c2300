// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.objectweb.asm.ClassReader;

/** Reads the lengths of the Code attributes of a class file (JVMS 4.7.3), which ASM keeps. */
final class CodeSizes {
  private CodeSizes() {}

  /** Bytes of code by the name and descriptor of a method. */
  static Map<String, Integer> of(byte[] classFile) throws IOException {
    ClassReader reader = new ClassReader(classFile);
    Map<String, Integer> sizes = new LinkedHashMap<>();
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
    in.skipNBytes(reader.header + 6);
    in.skipNBytes(2L * in.readUnsignedShort());
    for (int fields = in.readUnsignedShort(); fields > 0; fields--) {
      in.skipNBytes(6);
      readAttributes(in, reader, classFile);
    }
    for (int methods = in.readUnsignedShort(); methods > 0; methods--) {
      in.skipNBytes(2);
      String name = utf8(reader, in.readUnsignedShort(), classFile);
      String descriptor = utf8(reader, in.readUnsignedShort(), classFile);
      sizes.put(name + descriptor, readAttributes(in, reader, classFile));
    }
    return sizes;
  }

  private static int readAttributes(DataInputStream in, ClassReader reader, byte[] classFile)
      throws IOException {
    int size = 0;
    for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
      String name = utf8(reader, in.readUnsignedShort(), classFile);
      int length = in.readInt();
      if (name.equals("Code")) {
        in.skipNBytes(4);
        size = in.readInt();
        in.skipNBytes(length - 8);
      } else {
        in.skipNBytes(length);
      }
    }
    return size;
  }

  /** The text of a CONSTANT_Utf8, which is laid out as a stream writes it. */
  private static String utf8(ClassReader reader, int constant, byte[] classFile)
      throws IOException {
    int at = reader.getItem(constant);
    return new DataInputStream(new ByteArrayInputStream(classFile, at, classFile.length - at))
        .readUTF();
  }
}
