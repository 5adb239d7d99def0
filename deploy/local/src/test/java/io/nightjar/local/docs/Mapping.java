package io.nightjar.local.docs;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * One configuration mapping, read from its source, where its Javadoc is.
 *
 * @param module the module that declares it
 * @param prefix what its settings' names begin with
 * @param description what its Javadoc says
 * @param settings in their order
 */
record Mapping(String module, String prefix, String description, List<Setting> settings) {
  private static final Pattern CONVERTER = Pattern.compile("@WithConverter\\((\\w+)\\.class\\)");
  private static final Pattern CODE = Pattern.compile("\\{@code ([^}]*)}");

  /** Every mapping of the modules under a folder, in the order of their prefixes. */
  static List<Mapping> under(Path root) throws IOException {
    List<Path> sources = new ArrayList<>();
    for (Path module : modules(root)) {
      try (Stream<Path> files = Files.walk(module.resolve("src/main/java"))) {
        files.filter(file -> file.toString().endsWith("Config.java")).forEach(sources::add);
      }
    }
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null,
                  files,
                  null,
                  List.of("-proc:none"),
                  null,
                  files.getJavaFileObjectsFromPaths(sources));
      DocTrees comments = DocTrees.instance(task);
      List<Mapping> mappings = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Path source = Path.of(unit.getSourceFile().toUri());
        String module = root.relativize(source).toString().replaceAll("/src/main/.*", "");
        mappings.add(new Reader(unit, comments).mapping(module));
      }
      mappings.sort(Comparator.comparing(Mapping::prefix));
      return mappings;
    }
  }

  private static List<Path> modules(Path root) throws IOException {
    try (Stream<Path> libraries = Files.list(root.resolve("libs"));
        Stream<Path> services = Files.list(root)) {
      return Stream.concat(
              libraries, services.filter(folder -> folder.toString().endsWith("-service")))
          .filter(module -> Files.isDirectory(module.resolve("src/main/java")))
          .sorted()
          .toList();
    }
  }

  /** Reads one source. */
  private record Reader(CompilationUnitTree unit, DocTrees comments) {
    Mapping mapping(String module) {
      ClassTree type = (ClassTree) unit.getTypeDecls().getFirst();
      String prefix =
          annotation(type.getModifiers().getAnnotations(), "ConfigMapping").orElseThrow();
      List<Setting> settings =
          type.getMembers().stream()
              .filter(MethodTree.class::isInstance)
              .map(method -> setting(prefix, (MethodTree) method))
              .toList();
      return new Mapping(module, prefix, description(type), settings);
    }

    private Setting setting(String prefix, MethodTree method) {
      List<? extends AnnotationTree> annotations = method.getModifiers().getAnnotations();
      String returned = method.getReturnType().toString();
      String plain = returned.replaceAll("@WithConverter\\([^)]*\\)\\s*", "");
      boolean optional = plain.startsWith("Optional<");
      Optional<String> standard = annotation(annotations, "WithDefault");
      String kind =
          converter(method.getModifiers() + " " + returned)
              .orElse(plain.replaceAll("^Optional<(.*)>$", "$1").replaceAll("<.*", ""));
      boolean required = standard.isEmpty() && !optional && !kind.equals("Map");
      String name =
          annotation(annotations, "WithName").orElseGet(() -> dashed(method.getName().toString()));
      return new Setting(prefix + "." + name, kind, standard, required, description(method));
    }

    private static Optional<String> converter(String declaration) {
      Matcher found = CONVERTER.matcher(declaration);
      return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    private String description(Tree tree) {
      String comment =
          Objects.requireNonNull(
              comments.getDocComment(TreePath.getPath(unit, tree)),
              () -> "without Javadoc: " + tree);
      String line = comment.strip().replaceAll("\\s+", " ");
      return CODE.matcher(line).replaceAll("`$1`");
    }

    /** The one value of an annotation. */
    private static Optional<String> annotation(
        List<? extends AnnotationTree> annotations, String name) {
      return annotations.stream()
          .filter(annotation -> annotation.getAnnotationType().toString().equals(name))
          .map(annotation -> text(annotation.getArguments().getFirst()))
          .findFirst();
    }

    private static String text(ExpressionTree argument) {
      ExpressionTree value =
          argument instanceof AssignmentTree assignment ? assignment.getExpression() : argument;
      return value.toString().replaceAll("^\"|\"$", "");
    }

    private static String dashed(String method) {
      return method.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
  }
}
