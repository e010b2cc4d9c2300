// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** What a {@link TimerWheel} holds; it goes to the ready queue when it is due. */
interface TimerNode extends Ready {

  /** Where it stands: an index in the heap, or a place in a bucket, or -1 if nowhere. */
  long place();

  /** Called by the wheel and its heap alone. */
  void place(long place);
}
