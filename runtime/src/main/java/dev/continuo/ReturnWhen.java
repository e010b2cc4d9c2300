// SPDX-License-Identifier: Apache-2.0
package dev.continuo;

/** When {@link Asyncio#waitUntil} returns. */
public enum ReturnWhen {
  /** When every future is done. */
  ALL_COMPLETED,
  /** When one future is done. */
  FIRST_COMPLETED,
  /** When one future has failed (a cancelled one does not count), or every one is done. */
  FIRST_EXCEPTION
}
