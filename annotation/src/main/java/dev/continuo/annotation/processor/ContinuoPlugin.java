// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.util.JavacTask;
import com.sun.source.util.Plugin;
import java.nio.file.Path;

/**
 * Starts weaving where javac runs no annotation processors, as from JDK 23 on when they merely lie
 * on the class path.
 *
 * <p>javac starts it by itself wherever it looks for processors. {@code -Xplugin:Continuo} in so
 * many words is needed only to pass arguments:
 *
 * <ul>
 *   <li>{@code -Xplugin:"Continuo -d DIR"} says where javac writes class files, for a build that
 *       calls javac in a way that hides it
 *   <li>{@code -Xplugin:"Continuo off"} leaves classes unwoven, for a build that weaves them by
 *       another door
 * </ul>
 */
public final class ContinuoPlugin implements Plugin {

  private static volatile boolean atWork;

  @Override
  public String getName() {
    return "Continuo";
  }

  @Override
  public boolean autoStart() {
    return true;
  }

  @Override
  public void init(JavacTask task, String... arguments) {
    atWork = true;
    if (arguments.length == 0) {
      JavacWeaving.start(task);
    } else if (arguments.length == 2 && arguments[0].equals("-d")) {
      JavacWeaving.start(task).output().isFolder(Path.of(arguments[1]));
    } else if (arguments.length == 1 && arguments[0].equals("off")) {
      JavacWeaving.switchOff(task);
    } else {
      String given = String.join(" ", arguments);
      JavacWeaving.start(task).reporter().wrongArguments("-Xplugin:\"Continuo " + given + "\"");
    }
  }

  /** True once javac has started the plugin, in this or in an earlier compilation. */
  static boolean isAtWork() {
    return atWork;
  }
}
