// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

/**
 * A class file and the name it goes by.
 *
 * @param internalName the binary name with slashes, {@code demo/Main$fetch$1}
 * @param bytes the whole class file
 */
public record ClassFile(String internalName, byte[] bytes) {
  @Override
  public String toString() {
    return internalName + " (" + bytes.length + " bytes)";
  }
}
