// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import static com.google.common.truth.Truth.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeapDumpTest {

  @Test
  void aSuspendedCoroutineIsAnObjectWithItsVariablesByName(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("heap.hprof");
    Child.run(HeapProgram.class, List.of("-Xmx64m"), file.toString());
    HeapDump dump = new HeapDump(file);

    List<Map<String, Object>> frames = dump.objects("dev/continuo/inspect/HeapProgram$total$1");
    assertThat(frames).hasSize(1);
    Map<String, Object> total = frames.get(0);
    assertThat(total).containsEntry("customer", "Ada Lovelace");
    assertThat(total).containsEntry("items", 7);
    assertThat(total).containsEntry("sum", 0L);
    assertThat(total).containsEntry("item", 1);
    assertThat(total).containsEntry("state", 1);

    assertThat(dump.objects("dev/continuo/Task")).hasSize(2);
    assertThat(dump.objects("dev/continuo/Task").stream().map(task -> task.get("leaf")))
        .contains("dev/continuo/inspect/HeapProgram$total$1");
  }
}
