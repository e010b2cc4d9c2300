// SPDX-License-Identifier: Apache-2.0

/** Continuo's runtime: coroutines, tasks, futures and the event loop that drives them. */
@SuppressWarnings("requires-automatic")
module dev.continuo {
  // what the relocated tls-channel logs with
  requires java.logging;
  requires jdk.unsupported;
  requires static dev.continuo.annotation;
  requires static java.management;
  requires static jdk.httpserver;
  requires static jdk.jfr;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;

  exports dev.continuo;
  exports dev.continuo.inspect;
  exports dev.continuo.io;
  exports dev.continuo.process;
  exports dev.continuo.queue;
  exports dev.continuo.spi;
  exports dev.continuo.sync;
  exports dev.continuo.testing;
  exports dev.continuo.testing.junit;
}
