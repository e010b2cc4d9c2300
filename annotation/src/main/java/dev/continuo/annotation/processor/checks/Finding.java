// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor.checks;

/**
 * What a check of sources has found: always a warning.
 *
 * @param check the name of the check
 * @param place the class and the method, {@code demo.Main.fetch}
 * @param position where in the file
 * @param reason what is wrong, without a full stop
 * @param remedy what the user can do, without a full stop
 */
public record Finding(String check, String place, Place position, String reason, String remedy) {

  /** A line and a column, both from 1. */
  public record Place(int line, int column) {}

  /**
   * {@code demo.Main.fetch(Main.java:12): reason; remedy [Check]}, as findings in bytecode read.
   */
  public String message(String fileName) {
    return "%s(%s:%d): %s; %s [%s]"
        .formatted(place, fileName, position.line(), reason, remedy, check);
  }
}
