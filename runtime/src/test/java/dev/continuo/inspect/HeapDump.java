// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads as much of a heap dump as it takes to see fields of objects. The format is that of
 * hprof_b_spec.h; identifiers are of eight bytes.
 */
final class HeapDump {

  private static final int OBJECT = 2;

  private final Map<Long, String> strings = new HashMap<>();
  private final Map<Long, String> classNames = new HashMap<>();
  private final Map<Long, Type> types = new HashMap<>();
  private final Map<Long, Instance> instances = new HashMap<>();
  private final Map<Long, byte[]> byteArrays = new HashMap<>();
  private DataInputStream in = new DataInputStream(java.io.InputStream.nullInputStream());

  /** A field as the class that declares it has it. */
  private record Field(String name, int type) {}

  private record Type(long superclass, List<Field> fields) {}

  private record Instance(long type, byte[] values) {}

  HeapDump(Path path) throws IOException {
    try (DataInputStream file =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
      in = file;
      while (in.readByte() != 0) {
        // the name of the format
      }
      if (in.readInt() != Long.BYTES) {
        throw new IOException("identifiers are not of eight bytes");
      }
      in.readLong();
      records();
    }
  }

  private void records() throws IOException {
    for (int tag = in.read(); tag >= 0; tag = in.read()) {
      in.readInt();
      long length = in.readInt() & 0xFFFF_FFFFL;
      switch (tag) {
        case 0x01 -> {
          long id = in.readLong();
          strings.put(id, new String(bytes(length - 8), StandardCharsets.UTF_8));
        }
        case 0x02 -> {
          in.readInt();
          long id = in.readLong();
          in.readInt();
          classNames.put(id, strings.get(in.readLong()));
        }
        case 0x0C, 0x1C -> segment(length);
        default -> in.skipNBytes(length);
      }
    }
  }

  private byte[] bytes(long n) throws IOException {
    byte[] bytes = new byte[(int) n];
    in.readFully(bytes);
    return bytes;
  }

  private void segment(long length) throws IOException {
    DataInputStream file = in;
    in = new DataInputStream(new java.io.ByteArrayInputStream(bytes(length)));
    try {
      for (int tag = in.read(); tag >= 0; tag = in.read()) {
        object(tag);
      }
    } catch (EOFException e) {
      throw new IOException("a segment that ends in a record", e);
    } finally {
      in = file;
    }
  }

  private void object(int tag) throws IOException {
    switch (tag) {
      case 0xFF, 0x05, 0x07 -> in.skipNBytes(8);
      case 0x01 -> in.skipNBytes(16);
      case 0x04, 0x06 -> in.skipNBytes(12);
      case 0x02, 0x03, 0x08 -> in.skipNBytes(16);
      case 0x20 -> type();
      case 0x21 -> {
        long id = in.readLong();
        in.readInt();
        long type = in.readLong();
        instances.put(id, new Instance(type, bytes(in.readInt())));
      }
      case 0x22 -> {
        in.skipNBytes(12);
        long n = in.readInt();
        in.skipNBytes(8 + 8 * n);
      }
      case 0x23 -> {
        long id = in.readLong();
        in.readInt();
        int n = in.readInt();
        int type = in.readByte();
        byte[] values = bytes((long) n * size(type));
        if (type == 8) {
          byteArrays.put(id, values);
        }
      }
      default -> throw new IOException("unknown record " + tag);
    }
  }

  private void type() throws IOException {
    long id = in.readLong();
    in.readInt();
    long superclass = in.readLong();
    in.skipNBytes(5 * 8 + 4);
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      in.readUnsignedShort();
      in.skipNBytes(size(in.readByte()));
    }
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      in.readLong();
      in.skipNBytes(size(in.readByte()));
    }
    List<Field> fields = new ArrayList<>();
    for (int n = in.readUnsignedShort(); n > 0; n--) {
      fields.add(new Field(strings.get(in.readLong()), in.readByte()));
    }
    types.put(id, new Type(superclass, fields));
  }

  private static int size(int type) {
    return switch (type) {
      case OBJECT, 7, 11 -> 8;
      case 4, 8 -> 1;
      case 5, 9 -> 2;
      case 6, 10 -> 4;
      default -> throw new IllegalArgumentException("type " + type);
    };
  }

  /** Of each object of the class: the int and long fields and strings, by name. */
  List<Map<String, Object>> objects(String className) {
    List<Map<String, Object>> found = new ArrayList<>();
    for (Instance instance : instances.values()) {
      if (className.equals(classNames.get(instance.type()))) {
        found.add(values(instance));
      }
    }
    return found;
  }

  private Map<String, Object> values(Instance instance) {
    Map<String, Object> values = new LinkedHashMap<>();
    java.nio.ByteBuffer bytes = java.nio.ByteBuffer.wrap(instance.values());
    long id = instance.type();
    for (Type type = types.get(id); type != null; type = types.get(type.superclass())) {
      for (Field field : type.fields()) {
        Object value =
            switch (field.type()) {
              case OBJECT -> string(bytes.getLong());
              case 10 -> bytes.getInt();
              case 11 -> bytes.getLong();
              default -> {
                bytes.position(bytes.position() + size(field.type()));
                yield "";
              }
            };
        values.putIfAbsent(field.name(), value);
      }
    }
    return values;
  }

  /** The text, if it is a string of Latin letters; else its class. */
  private Object string(long id) {
    Instance instance = instances.get(id);
    if (instance == null) {
      return "null";
    }
    String type = classNames.get(instance.type());
    return type.equals("java/lang/String")
        ? new String(
            byteArrays.get(
                java.nio.ByteBuffer.wrap(instance.values()).getLong(valueOffset(instance))),
            StandardCharsets.ISO_8859_1)
        : type;
  }

  private int valueOffset(Instance string) {
    int offset = 0;
    for (Field field : types.get(string.type()).fields()) {
      if (field.name().equals("value")) {
        return offset;
      }
      offset += size(field.type());
    }
    throw new IllegalStateException("a String without a value");
  }
}
