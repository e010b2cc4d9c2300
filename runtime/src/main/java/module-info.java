// SPDX-License-Identifier: Apache-2.0

/** Continuo's runtime: coroutines, tasks, futures and the event loop that drives them. */
@SuppressWarnings("requires-automatic")
module dev.continuo {
  requires jdk.unsupported;
  requires static dev.continuo.annotation;
  requires static org.jspecify;

  exports dev.continuo;
  exports dev.continuo.io;
  exports dev.continuo.process;
  exports dev.continuo.queue;
  exports dev.continuo.spi;
  exports dev.continuo.sync;
  exports dev.continuo.testing;
}
