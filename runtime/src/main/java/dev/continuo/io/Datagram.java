// SPDX-License-Identifier: Apache-2.0
package dev.continuo.io;

import java.net.InetSocketAddress;

/**
 * A datagram that was received.
 *
 * @param data what is in it; may be empty
 * @param sender who sent it
 */
// Two datagrams with the same bytes are not the same one, so that equals() is right with an array.
public record Datagram(byte[] data, InetSocketAddress sender) {

  @Override
  public String toString() {
    return "Datagram[" + data.length + " bytes from " + sender + "]";
  }
}
