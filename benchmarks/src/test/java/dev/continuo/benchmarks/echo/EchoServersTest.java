// SPDX-License-Identifier: Apache-2.0
package dev.continuo.benchmarks.echo;

import static com.google.common.truth.Truth.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each server sends back what it gets, or the load fails. */
class EchoServersTest {

  static List<EchoServers> inThisJvm() {
    return EchoServers.available().stream().filter(s -> s != EchoServers.ASYNCIO).toList();
  }

  @ParameterizedTest
  @MethodSource("inThisJvm")
  void sendsBackWhatItGets(EchoServers server) throws IOException {
    try (Load load = new Load(server.open().start(), 3)) {
      // Even without any time, each connection makes its first request.
      assertThat(load.run(0).latencies()).hasLength(3);
      assertThat(load.run(0).latencies()).hasLength(3);
    }
  }
}
