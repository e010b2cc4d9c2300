// SPDX-License-Identifier: Apache-2.0

/** Continuo's runtime: coroutines, tasks, futures and the event loop that drives them. */
module dev.continuo {
  requires static org.jspecify;

  exports dev.continuo;
  exports dev.continuo.spi;
  exports dev.continuo.testing;
}
