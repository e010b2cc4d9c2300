// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

/** A place holder until the samples land. */
final class HelloWorld {

  private HelloWorld() {}

  public static void main(String[] arguments) {
    System.out.println("hello");
  }
}
