// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

/**
 * The event loops of this JVM, for JMX, as {@code dev.continuo:type=EventLoops}; see {@link
 * Inspector#registerBean}.
 */
public interface LoopsMXBean {

  /** How many loops have run and are not closed. */
  int getLoopCount();

  /** How many tasks they have that are not done. */
  int getTaskCount();

  /** All of them as trees: who awaits whom. */
  String tree();

  /** All of them as tables, a line for each task. */
  String table();
}
