// SPDX-License-Identifier: Apache-2.0
package dev.continuo.maven;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ant's patterns over paths with slashes: {@code ?}, {@code *} within a name, {@code **} across.
 */
final class PathFilter implements Predicate<String> {

  private static final Pattern WILDCARD = Pattern.compile("\\*\\*/|\\*\\*|\\*|\\?|[^*?]+");

  private final List<Pattern> includes;
  private final List<Pattern> excludes;

  PathFilter(List<String> includes, List<String> excludes) {
    this.includes = includes.stream().map(PathFilter::compile).toList();
    this.excludes = excludes.stream().map(PathFilter::compile).toList();
  }

  @Override
  public boolean test(String path) {
    return (includes.isEmpty() || matches(includes, path)) && !matches(excludes, path);
  }

  private static boolean matches(List<Pattern> patterns, String path) {
    return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
  }

  private static Pattern compile(String pattern) {
    String whole = pattern.endsWith("/") ? pattern + "**" : pattern;
    return Pattern.compile(
        WILDCARD
            .matcher(whole)
            .replaceAll(
                part ->
                    switch (part.group()) {
                      case "**/" -> "(.*/)?";
                      case "**" -> ".*";
                      case "*" -> "[^/]*";
                      case "?" -> "[^/]";
                      default -> Matcher.quoteReplacement(Pattern.quote(part.group()));
                    }));
  }
}
