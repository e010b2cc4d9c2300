// SPDX-License-Identifier: Apache-2.0

/** Continuo's runtime: coroutines, tasks, futures and the event loop that drives them. */
@SuppressWarnings({"requires-automatic", "requires-transitive-automatic"})
module dev.continuo {
  requires static transitive dev.continuo.annotation;
  requires static transitive org.jspecify;

  exports dev.continuo;
  exports dev.continuo.queue;
  exports dev.continuo.spi;
  exports dev.continuo.sync;
  exports dev.continuo.testing;
}
