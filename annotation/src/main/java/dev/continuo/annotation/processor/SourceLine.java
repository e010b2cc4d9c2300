// SPDX-License-Identifier: Apache-2.0
package dev.continuo.annotation.processor;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;

/** Finds the code of a file that a problem speaks of, so that javac can show it. */
final class SourceLine {

  private final CompilationUnitTree unit;

  /** The source parsed again, for javac has taken the first tree apart to generate code. */
  private CompilationUnitTree parsed;

  private SourcePositions positions;

  SourceLine(CompilationUnitTree unit) {
    this.unit = unit;
  }

  /**
   * The smallest piece of code at a column of a line, the first on the line if the column is 0, the
   * whole file if there is none.
   */
  Tree find(int line, int column) {
    if (line > 0) {
      try {
        parse();
        TreeScanner<Tree, Void> search =
            column == 0
                ? new FirstOnLine(parsed, line, positions)
                : new SmallestAround(parsed, line, column, positions);
        Tree found = search.scan(parsed, null);
        return found == null ? unit : found;
      } catch (IOException | RuntimeException e) {
        return unit;
      }
    }
    return unit;
  }

  private void parse() throws IOException {
    if (parsed == null) {
      JavacTask parser = parserOf(unit.getSourceFile());
      parsed = parser.parse().iterator().next();
      positions = Trees.instance(parser).getSourcePositions();
    }
  }

  private static JavacTask parserOf(JavaFileObject source) {
    JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
    List<String> options = List.of("-proc:none");
    return (JavacTask) javac.getTask(null, null, d -> {}, options, null, List.of(source));
  }

  private static final class FirstOnLine extends TreeScanner<Tree, Void> {

    private final CompilationUnitTree unit;
    private final int line;
    private final SourcePositions positions;

    FirstOnLine(CompilationUnitTree unit, int line, SourcePositions positions) {
      this.unit = unit;
      this.line = line;
      this.positions = positions;
    }

    @Override
    public Tree scan(Tree tree, Void nothing) {
      if (tree == null || tree == unit) {
        return super.scan(tree, nothing);
      }
      long start = positions.getStartPosition(unit, tree);
      return start >= 0 && unit.getLineMap().getLineNumber(start) == line
          ? tree
          : super.scan(tree, nothing);
    }

    @Override
    public Tree reduce(Tree first, Tree second) {
      return first == null ? second : first;
    }
  }

  private static final class SmallestAround extends TreeScanner<Tree, Void> {

    private final CompilationUnitTree unit;
    private final long offset;
    private final SourcePositions positions;

    SmallestAround(CompilationUnitTree unit, int line, int column, SourcePositions positions) {
      this.unit = unit;
      this.offset = unit.getLineMap().getStartPosition(line) + column - 1;
      this.positions = positions;
    }

    @Override
    public Tree scan(Tree tree, Void nothing) {
      if (tree == null) {
        return null;
      }
      Tree inside = super.scan(tree, nothing);
      return inside == null && tree != unit && covers(tree) ? tree : inside;
    }

    private boolean covers(Tree tree) {
      return positions.getStartPosition(unit, tree) <= offset
          && offset < positions.getEndPosition(unit, tree);
    }

    @Override
    public Tree reduce(Tree first, Tree second) {
      return first == null ? second : first;
    }
  }
}
