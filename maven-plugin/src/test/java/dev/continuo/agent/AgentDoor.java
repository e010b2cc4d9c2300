// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import java.util.Map;
import java.util.TreeMap;

/** What the agent makes of class files, collected instead of loaded. */
public final class AgentDoor {

  private AgentDoor() {}

  /** Class files by their path, in and out. */
  public static Map<String, byte[]> weave(Map<String, byte[]> classFiles) {
    Map<String, byte[]> loaded = new TreeMap<>();
    WeavingTransformer transformer =
        new WeavingTransformer(
            (loader, domain, frame) -> loaded.put(frame.internalName() + ".class", frame.bytes()));
    classFiles.forEach(
        (path, classFile) -> {
          String name = path.substring(0, path.length() - ".class".length());
          byte[] woven =
              transformer.transform(
                  AgentDoor.class.getClassLoader(), name, null, null, classFile.clone());
          loaded.put(path, woven == null ? classFile : woven);
        });
    return loaded;
  }
}
