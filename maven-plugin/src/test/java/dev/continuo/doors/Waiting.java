// SPDX-License-Identifier: Apache-2.0
package dev.continuo.doors;

import java.io.IOException;

/** Loads one class of the program, waits until its input is closed, and runs the program. */
public final class Waiting {

  static final String READY = "ready";

  private Waiting() {}

  public static void main(String[] arguments) throws IOException, ReflectiveOperationException {
    Class.forName("Bare");
    System.out.println(READY);
    while (System.in.read() >= 0) {}
    Class.forName("demo.Main")
        .getMethod("main", String[].class)
        .invoke(null, (Object) new String[0]);
  }
}
