// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** Thrown at the {@code emit} of a generator that is being closed; its finally blocks run. */
public class GeneratorExit extends Error {

  private static final long serialVersionUID = 1L;

  /** Without a message. */
  public GeneratorExit() {}
}
