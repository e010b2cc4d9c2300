// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * A call in a coroutine that holds the thread of the loop until something happens.
 *
 * <p>Judged by the type that the call names, as the weaver knows no class hierarchy. A read of a
 * stream is blocking if the same method opens a file, a socket or the like.
 */
final class BlockingCall extends Check {

  /** A class of the JDK, its methods, and what to do instead. */
  static final String CALLS =
      """
      java.lang.Thread: sleep = await(sleep(duration)) instead
      java.util.concurrent.TimeUnit: sleep = await(sleep(duration)) instead
      java.lang.Thread: join = await(toThread(..)) of what the thread does
      java.lang.Object: wait = await a dev.continuo.sync.Condition or Event
      java.util.concurrent.CompletableFuture: get join = await the future itself
      java.util.concurrent.Future: get = await a CompletableFuture, or toThread(..) around the call
      java.util.concurrent.FutureTask: get = await a CompletableFuture, or toThread(..) around the call
      java.util.concurrent.ForkJoinTask: get join invoke = await(toThread(..)) around the call
      java.util.concurrent.CompletionService: take = await(toThread(..)) around the call
      java.util.concurrent.ExecutorService: awaitTermination invokeAll invokeAny = await(toThread(..)) around the call
      java.util.concurrent.CountDownLatch: await = await a dev.continuo.sync.Event
      java.util.concurrent.CyclicBarrier: await = await a dev.continuo.sync.Barrier
      java.util.concurrent.Exchanger: exchange = use a dev.continuo.queue.Queue
      java.util.concurrent.Semaphore: acquire = use dev.continuo.sync.Semaphore
      java.util.concurrent.locks.Lock: lock lockInterruptibly = use dev.continuo.sync.Lock
      java.util.concurrent.locks.ReentrantLock: lock lockInterruptibly = use dev.continuo.sync.Lock
      java.util.concurrent.locks.Condition: await awaitNanos awaitUntil = use dev.continuo.sync.Condition
      java.util.concurrent.locks.LockSupport: park parkNanos parkUntil = await a Future
      java.util.concurrent.BlockingQueue: put take = use dev.continuo.queue.Queue
      java.util.concurrent.BlockingDeque: put take putFirst putLast takeFirst takeLast = use dev.continuo.queue.Queue
      java.util.concurrent.ArrayBlockingQueue: put take = use dev.continuo.queue.Queue
      java.util.concurrent.LinkedBlockingQueue: put take = use dev.continuo.queue.Queue
      java.util.concurrent.LinkedBlockingDeque: put take putFirst putLast takeFirst takeLast = use dev.continuo.queue.Queue
      java.util.concurrent.PriorityBlockingQueue: take = use dev.continuo.queue.PriorityQueue
      java.util.concurrent.DelayQueue: take = use dev.continuo.queue.PriorityQueue
      java.util.concurrent.SynchronousQueue: put take = use dev.continuo.queue.Queue
      java.util.concurrent.LinkedTransferQueue: take transfer = use dev.continuo.queue.Queue
      java.util.concurrent.TransferQueue: put take transfer = use dev.continuo.queue.Queue
      java.lang.Process: waitFor = await(process.onExit()) instead
      java.net.http.HttpClient: send = await(client.sendAsync(..)) instead
      java.net.ServerSocket: accept = use the servers of dev.continuo.io
      java.net.Socket: connect = use the streams of dev.continuo.io
      java.net.DatagramSocket: receive = use the datagrams of dev.continuo.io
      java.net.InetAddress: getByName getAllByName = await(toThread(..)) around the call
      java.net.URL: openStream = await(toThread(..)) around the call, or use java.net.http
      java.io.FileInputStream: read readAllBytes readNBytes = await(toThread(..)) around the call
      java.io.RandomAccessFile: read readFully readLine = await(toThread(..)) around the call
      java.io.Console: readLine readPassword = await(toThread(..)) around the call
      java.nio.channels.FileChannel: read = await(toThread(..)) around the call
      java.nio.file.Files: readAllBytes readAllLines readString = await(toThread(..)) around the call
      java.sql.DriverManager: getConnection = await(toThread(..)) around the call
      javax.sql.DataSource: getConnection = await(toThread(..)) around the call
      java.sql.Connection: commit rollback = await(toThread(..)) around the call
      java.sql.Statement: execute executeQuery executeUpdate executeBatch executeLargeUpdate executeLargeBatch = await(toThread(..)) around the call
      java.sql.PreparedStatement: execute executeQuery executeUpdate executeBatch executeLargeUpdate executeLargeBatch = await(toThread(..)) around the call
      java.sql.CallableStatement: execute executeQuery executeUpdate executeBatch executeLargeUpdate executeLargeBatch = await(toThread(..)) around the call
      """;

  /** Reads that block or not, as the stream goes; {@link #SOURCES} tell. */
  static final String STREAMS =
      """
      java.io.InputStream: read readAllBytes readNBytes transferTo = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      java.io.BufferedInputStream: read readAllBytes readNBytes transferTo = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      java.io.DataInputStream: read readFully readInt readLong readUTF = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      java.io.Reader: read transferTo = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      java.io.InputStreamReader: read = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      java.io.BufferedReader: read readLine = await(toThread(..)) around the call, or use the streams of dev.continuo.io
      """;

  private static final Map<String, String> REMEDIES = parse(CALLS);
  private static final Map<String, String> STREAM_REMEDIES = parse(STREAMS);

  /** What a method does that has a stream in its hands which blocks. */
  private static final Set<String> SOURCES =
      Set.of(
          "java/net/Socket.getInputStream",
          "java/net/URL.openStream",
          "java/net/URLConnection.getInputStream",
          "java/lang/Process.getInputStream",
          "java/lang/Process.getErrorStream",
          "java/nio/file/Files.newInputStream",
          "java/nio/file/Files.newBufferedReader",
          "java/io/FileInputStream.<init>",
          "java/io/FileReader.<init>",
          "java/lang/System.in");

  BlockingCall() {
    super(Severity.WARNING);
  }

  @Override
  void inspect(Inspection method) {
    if (!method.isCoroutine()) {
      return; // a thread of one's own may wait as it likes
    }
    boolean opens = opensBlockingStream(method);
    for (AbstractInsnNode instruction : method.instructions()) {
      String called = nameOf(instruction);
      String remedy = REMEDIES.get(called);
      if (remedy == null && opens) {
        remedy = STREAM_REMEDIES.get(called);
      }
      if (remedy != null) {
        String name = called.substring(called.lastIndexOf('/') + 1);
        String reason = name + " blocks the thread of the event loop, and every task on it";
        method.report(this, instruction, name.substring(name.indexOf('.') + 1), reason, remedy);
      }
    }
  }

  private static boolean opensBlockingStream(Inspection method) {
    for (AbstractInsnNode instruction : method.instructions()) {
      if (SOURCES.contains(nameOf(instruction))) {
        return true;
      }
    }
    return false;
  }

  /** {@code java/lang/Thread.sleep}; empty for what is no call and no field. */
  private static String nameOf(@Nullable AbstractInsnNode instruction) {
    if (instruction instanceof MethodInsnNode call) {
      return call.owner + "." + call.name;
    }
    return instruction instanceof FieldInsnNode field ? field.owner + "." + field.name : "";
  }

  private static Map<String, String> parse(String table) {
    Map<String, String> remedies = new HashMap<>();
    for (String line : table.lines().toList()) {
      int colon = line.indexOf(": ");
      int equals = line.indexOf(" = ");
      String owner = line.substring(0, colon).replace('.', '/');
      for (String method : line.substring(colon + 2, equals).split(" ")) {
        remedies.put(owner + "." + method, line.substring(equals + 3));
      }
    }
    return remedies;
  }
}
