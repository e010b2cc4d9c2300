// SPDX-License-Identifier: Apache-2.0
package dev.continuo.sync;

/** A semaphore that never has more permits than at the beginning. */
public final class BoundedSemaphore extends Semaphore {

  private final int bound;

  /**
   * A semaphore of {@code permits}, which may be 0.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public BoundedSemaphore(int permits) {
    super(permits);
    this.bound = permits;
  }

  /**
   * As in {@link Semaphore#release}.
   *
   * @throws IllegalStateException if all permits are released already
   */
  @Override
  public void release() {
    super.release();
  }

  @Override
  void giveBack() {
    if (free() >= bound) {
      throw new IllegalStateException("BoundedSemaphore released too many times");
    }
    super.giveBack();
  }
}
