// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import static com.google.common.truth.Truth.assertThat;
import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.createTask;
import static dev.continuo.Asyncio.each;
import static dev.continuo.Asyncio.gatherOutcomes;
import static dev.continuo.Asyncio.yieldNow;
import static dev.continuo.Failures.thrownBy;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.APPEND;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.continuo.AsyncIterator;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.Task;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FilesTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() {
    byte[] data = new byte[3_000_001];
    new Random(1).nextBytes(data);
    Path path = folder.resolve("a");
    Asyncio.run(
        () -> {
          await(Files.write(path, data));
          assertThat(await(Files.read(path))).isEqualTo(data);
          assertThat(await(Files.copy(path, folder.resolve("b")))).isEqualTo(data.length);
          await(Files.write(path, new byte[1], APPEND));
          assertThat(await(Files.read(path))).hasLength(data.length + 1);
          await(Files.writeString(path, "ä"));
          assertThat(await(Files.readString(path))).isEqualTo("ä");
          assertThat(await(Files.readString(path, ISO_8859_1))).hasLength(2);
          return Coroutine.done();
        });
    assertThat(bytes(folder.resolve("b"))).isEqualTo(data);
  }

  private static byte[] bytes(Path path) {
    return LoopIo.call(() -> java.nio.file.Files.readAllBytes(path));
  }

  private Path file(String text) {
    return LoopIo.call(() -> java.nio.file.Files.writeString(folder.resolve("file"), text));
  }

  @Test
  void linesAreReadOneByOneAndTheFileClosedWhenTheIterationEndsEarly() {
    Path path = file("a\r\nö\n\n" + "x".repeat(100_000) + "\nlast");
    Asyncio.run(
        () -> {
          List<Integer> lengths = new ArrayList<>();
          for (String line : each(Files.lines(path))) {
            lengths.add(line.length());
          }
          assertThat(lengths).containsExactly(1, 1, 0, 100_000, 4).inOrder();
          try (AsyncIterator<String> lines = Files.lines(path, UTF_8).iterator()) {
            assertThat(await(lines.hasNext())).isTrue();
            assertThat(lines.next()).isEqualTo("a");
          }
          assertThat(open()).doesNotContain(path.toString());
          return Coroutine.done();
        });
  }

  /** The files that this process has open. */
  private static List<String> open() throws IOException {
    List<String> files = new ArrayList<>();
    Path all = Path.of("/proc/self/fd");
    assumeTrue(java.nio.file.Files.exists(all), "/proc is not there");
    try (var links = java.nio.file.Files.list(all)) {
      for (Path link : links.toList()) {
        try {
          files.add(java.nio.file.Files.readSymbolicLink(link).toString());
        } catch (NoSuchFileException e) {
          // that of the listing itself
        }
      }
    }
    return files;
  }

  @Test
  void aFileIsOpenedForOneDirection() {
    Path path = file("abc");
    Asyncio.run(
        () -> {
          try (OpenFile in = await(Files.open(path))) {
            assertThat(await(in.reader().read(2))).hasLength(2);
            assertThat(assertThrows(IllegalStateException.class, in::writer))
                .hasMessageThat()
                .isEqualTo(path + " is open for reading; open it with WRITE to write it");
          }
          try (OpenFile out = await(Files.open(path, WRITE))) {
            await(out.writer().write("xy".getBytes(UTF_8)));
            assertThat(assertThrows(IllegalStateException.class, out::reader))
                .hasMessageThat()
                .isEqualTo(path + " is open for writing; open it with READ to read it");
          }
          assertThat(await(Files.readString(path))).isEqualTo("xyc");
          assertThat(
                  assertThrows(
                      IllegalArgumentException.class, () -> Files.open(path, READ, WRITE).close()))
              .hasMessageThat()
              .endsWith("; open the file twice to read and to write it");
          return Coroutine.done();
        });
  }

  @Test
  void theExceptionsAreThoseOfTheJdk() {
    Path missing = folder.resolve("missing");
    Asyncio.run(
        () -> {
          assertThat(await(thrownBy(Files.read(missing)))).isInstanceOf(NoSuchFileException.class);
          Path path = file("");
          assertThat(await(thrownBy(Files.write(path, new byte[1], CREATE_NEW))))
              .isInstanceOf(FileAlreadyExistsException.class);
          assertThat(await(thrownBy(Files.read(folder)))).isInstanceOf(IOException.class);
          return Coroutine.done();
        });
  }

  @Test
  void aFullDiskFailsTheWriteOrAtTheLatestTheClose() {
    Path full = Path.of("/dev/full");
    assumeTrue(java.nio.file.Files.exists(full), "/dev/full is not there");
    Asyncio.run(
        () -> {
          Throwable small = await(thrownBy(Files.write(full, new byte[1], WRITE)));
          assertThat(small).isInstanceOf(IOException.class);
          assertThat(small).hasMessageThat().contains("No space left on device");
          Throwable large = await(thrownBy(Files.write(full, new byte[1_000_000], WRITE)));
          assertThat(large).hasMessageThat().contains("No space left on device");
          Throwable copy = await(thrownBy(Files.copy(file("x"), full)));
          assertThat(copy).hasMessageThat().contains("No space left on device");
          return Coroutine.done();
        });
  }

  @Test
  void aCancelledReadClosesTheFile() {
    Path path = file("x".repeat(10_000_000));
    Asyncio.run(
        () -> {
          for (int steps = 0; steps < 8; steps++) {
            Task<byte[]> read = createTask(Files.read(path));
            for (int i = 0; i < steps; i++) {
              await(yieldNow());
            }
            read.cancel();
            await(gatherOutcomes(read));
          }
          // Those that were opened after the cancellation are closed by their own threads.
          while (open().contains(path.toString())) {
            await(yieldNow());
          }
          return Coroutine.done();
        });
  }

  @Test
  void aReaderOfAClosedFileSaysSo() {
    Path path = file("x");
    Asyncio.run(
        () -> {
          OpenFile file = await(Files.open(path));
          await(file.closeAsync());
          await(file.closeAsync());
          assertThat(await(thrownBy(file.reader().read(1))))
              .isInstanceOf(ClosedChannelException.class);
          return Coroutine.done();
        });
  }
}
