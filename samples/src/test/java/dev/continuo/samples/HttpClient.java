// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends requests byte by byte as they are given, and reads answers strictly. */
record HttpClient(Socket socket, InputStream in) implements AutoCloseable {

  record Answer(String status, String head, byte[] body) {
    String text() {
      return new String(body, ISO_8859_1);
    }
  }

  static HttpClient to(int port) throws IOException {
    Socket socket = SampleProcess.connect(port);
    return new HttpClient(socket, new BufferedInputStream(socket.getInputStream()));
  }

  void send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(ISO_8859_1));
  }

  Answer ask(String request) throws IOException {
    send(request);
    return answer(!request.startsWith("HEAD"));
  }

  Answer answer(boolean hasBody) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int b = in.read();
      if (b < 0) {
        throw new EOFException("after: " + head);
      }
      head.append((char) b);
    }
    Matcher size = Pattern.compile("\r\nContent-Length: (\\d+)\r\n").matcher(head);
    if (!size.find()) {
      throw new IOException("no length in: " + head);
    }
    byte[] body = in.readNBytes(hasBody ? Integer.parseInt(size.group(1)) : 0);
    String status = head.substring("HTTP/1.1 ".length(), "HTTP/1.1 ".length() + 3);
    return new Answer(status, head.toString(), body);
  }

  boolean isAtEnd() throws IOException {
    return in.read() < 0;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
