// SPDX-License-Identifier: Apache-2.0
package dev.continuo.agent;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import dev.continuo.agent.InspectCommand.NotPossible;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Another JVM on this machine, to attach to. */
final class TargetJvm {

  private static final int SIGQUIT = 3;

  private final long pid;

  TargetJvm(long pid) {
    this.pid = pid;
  }

  /**
   * Finds out what can be known beforehand: to attach means to send a signal, which ends a process
   * that is no JVM, and to wait for ten seconds where nobody answers.
   */
  void check() throws NotPossible {
    ProcessHandle process =
        ProcessHandle.of(pid)
            .filter(ProcessHandle::isAlive)
            .orElseThrow(
                () ->
                    new NotPossible(
                        "there is no process " + pid + "; jps lists those of Java programs"));
    if (pid == ProcessHandle.current().pid()) {
      throw new NotPossible("the process " + pid + " is this very command");
    }
    String[] arguments = process.info().arguments().orElse(new String[0]);
    if (Arrays.asList(arguments).contains("-XX:+DisableAttachMechanism")) {
      throw new NotPossible(
          "the JVM "
              + pid
              + " was started with -XX:+DisableAttachMechanism;"
              + " start it without to look into it");
    }
    if (!mayBeJvm()) {
      throw new NotPossible(
          "the process "
              + pid
              + " is no JVM, or was started with -Xrs;"
              + " jps lists the processes of Java programs");
    }
  }

  /** Whether it handles SIGQUIT, as JVMs do; true where that cannot be seen. */
  private boolean mayBeJvm() {
    Path status = Path.of("/proc", Long.toString(pid), "status");
    try {
      Optional<String> caught =
          Files.readAllLines(status).stream().filter(l -> l.startsWith("SigCgt:")).findFirst();
      return caught.isEmpty()
          || new BigInteger(caught.get().substring("SigCgt:".length()).strip(), 16)
              .testBit(SIGQUIT - 1);
    } catch (IOException e) {
      return true;
    }
  }

  /** Gives the file to the user whom the process belongs to, as only root can and need. */
  void letWrite(Path file) throws IOException {
    Path process = Path.of("/proc", Long.toString(pid));
    if (Files.exists(process) && !Files.getOwner(process).equals(Files.getOwner(file))) {
      Files.setOwner(file, Files.getOwner(process));
    }
  }

  /** Has the JVM load an agent, and waits until its {@code agentmain} has returned. */
  void load(Path jar, String arguments) throws NotPossible {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        machine.loadAgent(jar.toString(), arguments);
      } finally {
        machine.detach();
      }
    } catch (NoClassDefFoundError e) {
      throw new NotPossible("this Java runtime has no module jdk.attach; use the java of a JDK");
    } catch (AttachNotSupportedException | IOException e) {
      throw new NotPossible(
          "cannot attach to the process "
              + pid
              + ": "
              + e.getMessage()
              + "; run this as the user it belongs to"
              + owner()
              + ", and on a JVM started without -XX:+DisableAttachMechanism");
    } catch (AgentLoadException | AgentInitializationException e) {
      throw new NotPossible(
          "the JVM "
              + pid
              + " does not load the agent: "
              + String.valueOf(e.getMessage()).replaceFirst("\\.$", "")
              + "; start it with -XX:+EnableDynamicAgentLoading");
    }
  }

  private String owner() {
    return ProcessHandle.of(pid).flatMap(p -> p.info().user()).map(u -> ", " + u).orElse("");
  }

  static Path ownJar() {
    try {
      return Path.of(TargetJvm.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
