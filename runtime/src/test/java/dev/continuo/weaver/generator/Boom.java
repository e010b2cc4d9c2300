// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.generator;

/** What generated programs throw on purpose. */
public final class Boom extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public Boom(int id) {
    super("boom " + id);
  }
}
