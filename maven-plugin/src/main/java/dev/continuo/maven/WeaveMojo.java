// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import java.io.File;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/** Weaves the main classes. */
@Mojo(name = "weave", defaultPhase = LifecyclePhase.PROCESS_CLASSES, threadSafe = true)
public final class WeaveMojo extends AbstractWeaveMojo {

  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  private File folder;

  @Override
  File folder() {
    return folder;
  }
}
