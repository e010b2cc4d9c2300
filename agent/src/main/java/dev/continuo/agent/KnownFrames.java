// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import dev.continuo.weaver.ClassFile;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The frame classes that the agent has defined in each loader, by name and checksum: woven code
 * must never meet a frame class of another version of it, which would mix up its variables.
 */
final class KnownFrames {

  private final Map<ClassLoader, Map<String, Long>> checksums =
      Collections.synchronizedMap(new WeakHashMap<>());

  /** Notes a frame class; false if another one of that name was noted before. */
  boolean note(ClassLoader loader, ClassFile frame) {
    Long now = checksum(frame);
    Long before = of(loader).putIfAbsent(frame.internalName(), now);
    return before == null || before.equals(now);
  }

  boolean hasName(ClassLoader loader, ClassFile frame) {
    return noted(loader, frame) != null;
  }

  boolean has(ClassLoader loader, ClassFile frame) {
    return checksum(frame).equals(noted(loader, frame));
  }

  private @Nullable Long noted(ClassLoader loader, ClassFile frame) {
    return of(loader).get(frame.internalName());
  }

  private Map<String, Long> of(ClassLoader loader) {
    return checksums.computeIfAbsent(loader, l -> new ConcurrentHashMap<>());
  }

  private static Long checksum(ClassFile frame) {
    CRC32 crc = new CRC32();
    crc.update(frame.bytes());
    return crc.getValue();
  }
}
