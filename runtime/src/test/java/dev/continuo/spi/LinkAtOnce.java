// SPDX-License-Identifier: Apache-2.0
package dev.continuo.spi;

/** For tests that call each site a few times only: all that are linked from now on look at once. */
public final class LinkAtOnce {
  private LinkAtOnce() {}

  /** For the rest of the JVM's life. */
  public static void on() {
    DirectCallSite.coldCalls = 0;
  }
}
