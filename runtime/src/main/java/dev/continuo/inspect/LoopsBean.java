// SPDX-License-Identifier: Apache-2.0
package dev.continuo.inspect;

import java.lang.management.ManagementFactory;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Apart from {@link Inspector}, which works where there is no java.management. */
final class LoopsBean implements LoopsMXBean {

  static final String NAME = "dev.continuo:type=EventLoops";

  private LoopsBean() {}

  static void register() {
    try {
      MBeanServer server = ManagementFactory.getPlatformMBeanServer();
      server.registerMBean(new LoopsBean(), new ObjectName(NAME));
    } catch (InstanceAlreadyExistsException e) {
      // Of an earlier call.
    } catch (JMException e) {
      throw new IllegalStateException("cannot register " + NAME, e);
    }
  }

  @Override
  public int getLoopCount() {
    return CallGraph.captureAll().size();
  }

  @Override
  public int getTaskCount() {
    return CallGraph.captureAll().stream().mapToInt(graph -> graph.tasks().size()).sum();
  }

  @Override
  public String tree() {
    return CallGraph.report(true);
  }

  @Override
  public String table() {
    return CallGraph.report(false);
  }
}
