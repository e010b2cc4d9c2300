// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.FileWeaver;
import dev.continuo.weaver.files.Summary;
import java.io.File;
import java.io.IOException;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/** Weaves one folder of class files in place. */
abstract class AbstractWeaveMojo extends AbstractMojo {

  /** Leaves the classes as they are. */
  @Parameter(property = "continuo.skip", defaultValue = "false")
  private boolean skip;

  /** The class files to weave, for instance {@code demo/**}; all of them if none is given. */
  @Parameter private List<String> includes = List.of();

  /** Class files to leave as they are, for instance {@code demo/generated/**}. */
  @Parameter private List<String> excludes = List.of();

  abstract File folder();

  /** The folders of the sources, which may suppress warnings. */
  abstract List<String> sources();

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Weaving is skipped.");
    } else if (!folder().isDirectory()) {
      getLog().info("There are no classes to weave: " + folder() + " does not exist.");
    } else {
      report(weave());
    }
  }

  private Summary weave() throws MojoExecutionException {
    try {
      return new FileWeaver(new PathFilter(includes, excludes)).weave(folder().toPath());
    } catch (IOException e) {
      throw new MojoExecutionException("cannot weave " + folder() + ": " + e.getMessage(), e);
    }
  }

  private void report(Summary summary) throws MojoFailureException {
    getLog().info(summary.toString());
    SourceRoots roots = new SourceRoots(sources());
    summary.warnings().stream()
        .filter(warning -> !roots.suppress(warning))
        .forEach(warning -> getLog().warn(warning.message()));
    if (!summary.problems().isEmpty()) {
      List<String> messages = summary.problems().stream().map(Problem::message).toList();
      messages.forEach(getLog()::error);
      throw new MojoFailureException(
          "cannot weave all classes of " + folder() + ":\n" + String.join("\n", messages));
    }
  }
}
