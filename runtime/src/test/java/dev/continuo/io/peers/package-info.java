// SPDX-License-Identifier: Apache-2.0
/** Our streams with programs of others at the other end. Open {@code PythonPeersTest} first. */
package dev.continuo.io.peers;
