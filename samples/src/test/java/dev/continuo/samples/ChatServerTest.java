// SPDX-License-Identifier: Apache-2.0
package dev.continuo.samples;

import static com.google.common.truth.Truth.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class ChatServerTest {

  private record Guest(Socket socket, BufferedReader in) implements AutoCloseable {
    static Guest join(int port) throws IOException {
      return join(port, 1 << 16);
    }

    static Guest join(int port, int receiveBuffer) throws IOException {
      Socket socket = new Socket();
      socket.setReceiveBufferSize(receiveBuffer);
      socket.setSoTimeout(60_000);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return new Guest(
          socket, new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8)));
    }

    void say(String line) throws IOException {
      socket.getOutputStream().write((line + "\n").getBytes(UTF_8));
    }

    String hears() throws IOException {
      return in.readLine();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }

  @Test
  void allHearWhatOneSaysAndWhoComesAndGoes() throws Exception {
    try (SampleProcess server = SampleProcess.start("ChatServer", "0")) {
      int port = server.port();
      try (Guest first = Guest.join(port)) {
        assertThat(first.hears()).isEqualTo("guest 1 is here");
        Guest second = Guest.join(port);
        assertThat(first.hears()).isEqualTo("guest 2 is here");
        assertThat(second.hears()).isEqualTo("guest 2 is here");
        second.say("hello");
        assertThat(first.hears()).isEqualTo("guest 2: hello");
        assertThat(second.hears()).isEqualTo("guest 2: hello");
        second.close();
        assertThat(first.hears()).isEqualTo("guest 2 has gone");
        assertThat(server.line()).startsWith("Join in from other terminals");
        assertThat(server.interrupt().end())
            .containsAtLeast("guest 2: hello", "guest 2 has gone", "exit 143")
            .inOrder();
        first.in.lines().forEach(line -> assertThat(line).isEqualTo("guest 1 has gone"));
      }
    }
  }

  @Test
  void aGuestThatDoesNotListenIsDroppedAndTheOthersGoOn() throws Exception {
    try (SampleProcess server = SampleProcess.start("ChatServer", "0")) {
      int port = server.port();
      server.ignoreOutput();
      try (Guest talker = Guest.join(port);
          Guest deaf = Guest.join(port, 4096)) {
        assertThat(talker.hears()).isEqualTo("guest 1 is here");
        assertThat(talker.hears()).isEqualTo("guest 2 is here");
        String line = "blah ".repeat(10_000);
        String heard = "guest 1: " + line;
        // Far more than the system and the server together keep for one who does not listen.
        for (int i = 0; i < 1_000 && heard.startsWith("guest 1: "); i++) {
          talker.say(line);
          heard = talker.hears();
        }
        assertThat(heard).isEqualTo("guest 2 has gone");
        assertThat(deaf.socket.isClosed()).isFalse();
        assertThat(talker.hears()).isEqualTo("guest 1: " + line);
        talker.say("still here");
        assertThat(talker.hears()).isEqualTo("guest 1: still here");
      }
    }
  }

  @Test
  void aLineThatNeverEndsCostsOnlyItsOwnGuest() throws Exception {
    try (SampleProcess server = SampleProcess.start("ChatServer", "0")) {
      int port = server.port();
      try (Guest polite = Guest.join(port);
          Guest rude = Guest.join(port)) {
        assertThat(polite.hears()).isEqualTo("guest 1 is here");
        assertThat(polite.hears()).isEqualTo("guest 2 is here");
        rude.socket.getOutputStream().write(new byte[100_000]);
        assertThat(polite.hears()).isEqualTo("guest 2 has gone");
        polite.say("hello");
        assertThat(polite.hears()).isEqualTo("guest 1: hello");
      }
    }
  }
}
