// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import dev.continuo.weaver.Problem;
import dev.continuo.weaver.files.FileWeaver;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.maven.plugin.AbstractMojo;
import org.apache.maven.plugin.MojoExecutionException;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * Puts the main classes and their sources to all checks, woven or not, and writes nothing. An error
 * ends the build.
 */
@Mojo(name = "check", defaultPhase = LifecyclePhase.VERIFY, threadSafe = true)
public final class CheckMojo extends AbstractMojo {

  /** Checks nothing. */
  @Parameter(property = "continuo.skip", defaultValue = "false")
  private boolean skip;

  /** Ends the build after a warning, too. */
  @Parameter(property = "continuo.check.failOnWarning", defaultValue = "false")
  private boolean failOnWarning;

  @Parameter(defaultValue = "${project.build.outputDirectory}", readonly = true, required = true)
  private File folder;

  @Parameter(defaultValue = "${project.compileSourceRoots}", readonly = true, required = true)
  private List<String> sources;

  @Override
  public void execute() throws MojoExecutionException, MojoFailureException {
    if (skip) {
      getLog().info("Checks are skipped.");
      return;
    }
    List<String> errors = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    find(errors, warnings);
    errors.forEach(getLog()::error);
    warnings.forEach(getLog()::warn);
    String counted = errors.size() + " errors and " + warnings.size() + " warnings";
    if (!errors.isEmpty() || failOnWarning && !warnings.isEmpty()) {
      List<String> reasons = new ArrayList<>(errors);
      reasons.addAll(failOnWarning ? warnings : List.of());
      throw new MojoFailureException(
          "the checks of Continuo found " + counted + ":\n" + String.join("\n", reasons));
    }
    getLog().info("The checks of Continuo found " + counted + ".");
  }

  private void find(List<String> errors, List<String> warnings) throws MojoExecutionException {
    SourceRoots roots = new SourceRoots(sources);
    try {
      if (folder.isDirectory()) {
        for (Problem problem : new FileWeaver().check(folder.toPath())) {
          if (problem.isError()) {
            errors.add(problem.message());
          } else if (!roots.suppress(problem)) {
            warnings.add(problem.message());
          }
        }
      }
      warnings.addAll(roots.findings());
    } catch (IOException | UncheckedIOException e) {
      throw new MojoExecutionException("cannot check " + folder + ": " + e.getMessage(), e);
    }
  }
}
