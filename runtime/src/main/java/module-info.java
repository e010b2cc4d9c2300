// SPDX-License-Identifier: Apache-2.0

/** Continuo's runtime: coroutines, tasks, futures and the event loop that drives them. */
@SuppressWarnings("requires-automatic")
module dev.continuo {
  requires static dev.continuo.annotation;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports dev.continuo;
  exports dev.continuo.io;
  exports dev.continuo.queue;
  exports dev.continuo.spi;
  exports dev.continuo.sync;
  exports dev.continuo.testing;
  exports dev.continuo.testing.junit;
}
