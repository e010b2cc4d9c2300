// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** What a {@link TimerHeap} holds; it goes to the ready queue when it is due. */
interface TimerNode extends Ready {

  /** Where it stands in the heap; -1 if it does not. */
  int heapIndex();

  /** Called by the heap alone. */
  void heapIndex(int index);
}
