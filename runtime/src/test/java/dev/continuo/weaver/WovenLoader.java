// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Defines class files, as they are or woven. */
final class WovenLoader extends ClassLoader {
  private final Map<String, byte[]> classes = new HashMap<>();
  private final List<ClassFile> woven = new ArrayList<>();

  private WovenLoader() {
    super(WovenLoader.class.getClassLoader());
  }

  static WovenLoader asCompiled(List<ClassFile> files) {
    WovenLoader loader = new WovenLoader();
    files.forEach(loader::add);
    return loader;
  }

  static WovenLoader weaving(List<ClassFile> files) throws WeavingException {
    WovenLoader loader = new WovenLoader();
    for (ClassFile file : files) {
      WeavingResult result = new Weaver().weave(file.bytes());
      loader.woven.addAll(result.classes());
      loader.add(file);
      result.classes().forEach(loader::add);
    }
    return loader;
  }

  private void add(ClassFile file) {
    classes.put(file.internalName().replace('/', '.'), file.bytes());
  }

  /** The classes that the weaver wrote. */
  List<ClassFile> woven() {
    return woven;
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
