// SPDX-License-Identifier: Apache-2.0
package dev.continuo.weaver.torture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** The program of a child JVM: runs test classes, and writes down how each test ended. */
public final class LibraryTests {
  private LibraryTests() {}

  /**
   * @param args a file to write to, and a file with the names of test classes
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.US);
    TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
    List<String> classes = Files.readAllLines(Path.of(args[1]));
    LauncherDiscoveryRequest request =
        LauncherDiscoveryRequestBuilder.request()
            .selectors(classes.stream().map(DiscoverySelectors::selectClass).toList())
            .build();
    Outcomes outcomes = new Outcomes();
    LauncherFactory.create().execute(request, outcomes);
    Files.write(Path.of(args[0]), outcomes.lines(), StandardCharsets.UTF_8);
    System.exit(0); // some tests leave threads behind
  }

  private static final class Outcomes implements TestExecutionListener {
    private final Map<String, String> byTest = new TreeMap<>();

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      String failure = result.getThrowable().map(Outcomes::text).orElse("");
      synchronized (byTest) {
        byTest.put(test.getUniqueId(), result.getStatus() + "\t" + failure);
      }
    }

    /** What was thrown, in one line, with where. */
    private static String text(Throwable thrown) {
      StringBuilder text = new StringBuilder();
      for (Throwable t = thrown; t != null; t = t.getCause()) {
        text.append(t);
        StackTraceElement[] trace = t.getStackTrace();
        for (int i = 0; i < Math.min(trace.length, 25); i++) {
          text.append(" @ ").append(trace[i]);
        }
        text.append(" CAUSE ");
      }
      return text.toString().replaceAll("\\s+", " ");
    }

    List<String> lines() {
      synchronized (byTest) {
        return byTest.entrySet().stream().map(e -> e.getKey() + "\t" + e.getValue()).toList();
      }
    }
  }
}
