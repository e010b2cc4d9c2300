// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.toThread;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.*;
import java.io.IOException;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Serves the files of a folder over HTTP/1.1, until Ctrl-C: {@code [FOLDER [PORT]]}. */
public record StaticFiles(Path folder, Duration patience) {
  private static final byte[] END = {'\r', '\n', '\r', '\n'};

  Coroutine<Server> start(int port, ServerOptions options) {
    return Streams.startServer(this::serve, "127.0.0.1", port, options.limit(8192));
  }

  @Async
  private Coroutine<Void> serve(Connection client) {
    try {
      await(answerAll(client), IOException.class);
      await(timeout(patience, client::closeAsync), IOException.class);
    } catch (IOException | AsyncTimeoutException e) {
      client.writer().abort(); // it has gone, or is too slow to wait for
    }
    return Coroutine.done();
  }

  /** Answers the requests of a client, one after the other. */
  @Async
  private Coroutine<Void> answerAll(Connection client) throws IOException {
    try {
      Request request;
      do {
        byte[] head = await(timeout(patience, () -> client.reader().readUntil(END)));
        request = Request.parse(new String(head, ISO_8859_1));
        await(answer(request, client));
      } while (!request.isLast);
    } catch (LimitOverrunException e) {
      return refuse("431 Request Header Fields Too Large", true, client);
    } catch (IllegalArgumentException e) {
      return refuse("400 Bad Request", true, client);
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> answer(Request request, Connection client) throws IOException {
    if (!request.method.matches("GET|HEAD")) {
      return refuse("405 Method Not Allowed\r\nAllow: GET, HEAD", request.isLast, client);
    }
    Path path = await(toThread(() -> find(request.path)));
    if (path == null) {
      return refuse("404 Not Found", request.isLast, client);
    }
    try (OpenFile file = await(Files.open(path))) {
      long left = await(toThread(path.toFile()::length));
      String type = URLConnection.guessContentTypeFromName(path.toString());
      type = Objects.requireNonNullElse(type, "application/octet-stream");
      await(write(head("200 OK", type, left, request.isLast), client));
      while (left > 0 && request.method.equals("GET")) {
        byte[] piece = await(file.reader().readExactly((int) Math.min(left, 65_536)));
        await(write(piece, client));
        left -= piece.length;
      }
    }
    return Coroutine.done();
  }

  /** Null if there is none. The disk may be slow: this is not for the loop's thread. */
  private Path find(String path) throws IOException {
    Path root = folder.toRealPath();
    Path file = root.resolve("." + path + (path.endsWith("/") ? "index.html" : ""));
    return file.toFile().isFile() && file.toRealPath().startsWith(root) ? file : null;
  }

  private Coroutine<Void> refuse(String status, boolean isLast, Connection client) {
    return write(head(status, "text/plain", 0, isLast), client);
  }

  private static byte[] head(String status, String type, long size, boolean isLast) {
    return ("HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\nConnection: %s\r\n\r\n")
        .formatted(status, type, size, isLast ? "close" : "keep-alive")
        .getBytes(ISO_8859_1);
  }

  private Coroutine<Void> write(byte[] bytes, Connection client) {
    return timeout(patience, () -> client.writer().write(bytes));
  }

  /** What a client wants; the path is decoded. */
  private record Request(String method, String path, boolean isLast) {
    private static final Pattern FIRST_LINE =
        Pattern.compile("([A-Z]+) (?:https?://[^/ ]+)?(/[^ ?]*)(?:[?]\\S*)? HTTP/1[.]([01])");
    private static final Pattern HEADER = Pattern.compile("[!#$%&'*+.^`|~\\w-]+:[\t\\P{Cntrl}]*");
    private static final Pattern HOST = Pattern.compile("(?i)host:.*");

    /** A body is not read, so what comes after it could not be understood. */
    private static final Pattern LAST =
        Pattern.compile("(?i)(connection:.*close|content-length:|transfer-encoding:).*");

    static Request parse(String head) {
      String[] lines = head.split("\r\n", -1); // the last two are empty
      Matcher first = FIRST_LINE.matcher(lines[0]);
      boolean isGood = first.matches() && count(lines, HEADER) == lines.length - 3;
      boolean isOld = isGood && first.group(3).equals("0");
      if (!isGood || !isOld && count(lines, HOST) != 1) {
        throw new IllegalArgumentException("no request of HTTP/1.1");
      }
      String path = URLDecoder.decode(first.group(2).replace("+", "%2B"), UTF_8);
      return new Request(first.group(1), path, isOld || count(lines, LAST) > 0);
    }

    private static long count(String[] lines, Pattern header) {
      return Stream.of(lines).filter(header.asMatchPredicate()).count();
    }
  }

  @Async
  private static Coroutine<Void> run(StaticFiles files, int port) {
    try (Server server = await(files.start(port, ServerOptions.defaults()))) {
      System.out.println("See http://127.0.0.1:" + server.port() + "/; Ctrl-C ends it.");
      return Coroutine.of(await(server.serveForever()));
    }
  }

  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "site");
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
    Asyncio.run(run(new StaticFiles(folder, Duration.ofSeconds(10)), port));
  }
}
