// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SmallImageTest {

  @Test
  void withoutFlightRecorderAndManagementTheRuntimeWorks() throws Exception {
    assertThat(Child.run(SmallProgram.class, List.of("--limit-modules", "java.base")))
        .isEqualTo(
            """
            42
            the bean needs the module java.management, which this JVM does not have
            """);
  }
}
