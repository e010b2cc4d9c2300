// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

/** How much a {@link Problem} matters to a build. */
public enum Severity {
  /** The program cannot work: the class is not woven, or a call in it has no effect. */
  ERROR,
  /** The program may work, but surely not as meant. */
  WARNING
}
