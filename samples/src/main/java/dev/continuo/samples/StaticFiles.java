// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static dev.continuo.Asyncio.await;
import static dev.continuo.Asyncio.timeout;
import static dev.continuo.Asyncio.toThread;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.Files.isRegularFile;
import static java.nio.file.Files.size;

import dev.continuo.AsyncTimeoutException;
import dev.continuo.Asyncio;
import dev.continuo.Coroutine;
import dev.continuo.annotation.Async;
import dev.continuo.io.Connection;
import dev.continuo.io.Files;
import dev.continuo.io.LimitOverrunException;
import dev.continuo.io.OpenFile;
import dev.continuo.io.Server;
import dev.continuo.io.ServerOptions;
import dev.continuo.io.Streams;
import java.io.IOException;
import java.net.URLConnection;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Serves the files of a folder over HTTP/1.1, until Ctrl-C: {@code [FOLDER [PORT]]}. */
public record StaticFiles(Path folder, Duration patience) {
  private static final byte[] END = "\r\n\r\n".getBytes(ISO_8859_1);

  Coroutine<Server> start(int port, ServerOptions options) {
    return Streams.startServer(this::serve, "127.0.0.1", port, options.limit(8192));
  }

  /** Answers the requests of one client, one after the other. */
  @Async
  private Coroutine<Void> serve(Connection client) {
    try {
      Request request;
      do {
        byte[] head =
            await(timeout(patience, () -> client.reader().readUntil(END)), IOException.class);
        request = Request.parse(new String(head, ISO_8859_1));
        await(answer(request, client), IOException.class);
      } while (!request.isLast);
    } catch (IllegalArgumentException e) {
      await(refuse("400 Bad Request", true, client));
    } catch (LimitOverrunException e) {
      await(refuse("431 Request Header Fields Too Large", true, client));
    } catch (IOException e) {
      // It has gone.
    } catch (AsyncTimeoutException e) {
      client.writer().abort(); // close() would wait until it has taken all that was written
    }
    return Coroutine.done();
  }

  @Async
  private Coroutine<Void> answer(Request request, Connection client) throws IOException {
    if (!request.method.matches("GET|HEAD")) {
      return refuse("405 Method Not Allowed", request.isLast, client);
    }
    Path path = await(toThread(() -> find(request.path)));
    if (path == null) {
      return refuse("404 Not Found", request.isLast, client);
    }
    try (OpenFile file = await(Files.open(path))) {
      long left = await(toThread(() -> size(path)));
      String type = URLConnection.guessContentTypeFromName(path.getFileName().toString());
      await(write(head("200 OK", type, left, request.isLast), client));
      while (left > 0 && request.method.equals("GET")) {
        byte[] piece = await(file.reader().read((int) Math.min(left, 65_536)));
        if (piece.length == 0) {
          throw new IOException(path + " has become shorter");
        }
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
    return isRegularFile(file) && file.toRealPath().startsWith(root) ? file : null;
  }

  private Coroutine<Void> refuse(String status, boolean isLast, Connection client) {
    return write(head(status, "text/plain", 0, isLast), client);
  }

  private static byte[] head(String status, String type, long size, boolean isLast) {
    String lines = "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%s%s\r\n";
    String allow = status.startsWith("405") ? "Allow: GET, HEAD\r\n" : "";
    String close = isLast ? "Connection: close\r\n" : "";
    return lines.formatted(status, type, size, allow, close).getBytes(ISO_8859_1);
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
      String[] lines = head.split("\r\n");
      Matcher first = FIRST_LINE.matcher(lines[0]);
      boolean isGood = first.matches() && count(lines, HEADER) == lines.length - 1;
      if (!isGood || first.group(3).equals("1") && count(lines, HOST) != 1) {
        throw new IllegalArgumentException("no request of HTTP/1.1");
      }
      String path = URLDecoder.decode(first.group(2).replace("+", "%2B"), UTF_8);
      return new Request(
          first.group(1), path, first.group(3).equals("0") || count(lines, LAST) > 0);
    }

    private static long count(String[] lines, Pattern header) {
      return Stream.of(lines).filter(header.asMatchPredicate()).count();
    }
  }

  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "site");
    int port = args.length > 1 ? Integer.parseInt(args[1]) : 8080;
    Asyncio.run(() -> new StaticFiles(folder, Duration.ofSeconds(10)).serve(port));
  }

  @Async
  private Coroutine<Void> serve(int port) {
    try (Server server = await(start(port, ServerOptions.defaults()))) {
      System.out.println("See http://127.0.0.1:" + server.port() + "/; Ctrl-C ends it.");
      await(server.serveForever());
    }
    return Coroutine.done();
  }
}
