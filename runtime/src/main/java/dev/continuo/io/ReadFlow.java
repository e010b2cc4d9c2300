// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

/** Stub until the reader is merged. */
interface ReadFlow {
  void pauseReading();

  void resumeReading();
}
