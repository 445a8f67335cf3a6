import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import nextflow.config.control.ConfigParser;
import nextflow.script.control.ScriptParser;
import org.codehaus.groovy.control.SourceUnit;
import org.codehaus.groovy.control.messages.SyntaxErrorMessage;
import org.codehaus.groovy.control.messages.WarningMessage;

/** Parses all .nf and .config files in some folders as strictly as Nextflow 25 does; exit 1 on any error or warning. */
public final class NfLint {
    private NfLint() {}

    public static void main(String[] folders) throws IOException {
        ScriptParser scripts = new ScriptParser();
        ConfigParser configs = new ConfigParser();
        List<SourceUnit> units = new ArrayList<>();
        for (String folder : folders) {
            for (Path path : sources(Path.of(folder))) {
                boolean script = path.toString().endsWith(".nf");
                units.add(script ? scripts.parse(path.toFile()) : configs.parse(path.toFile()));
            }
        }
        scripts.analyze();
        configs.analyze();
        long problems = units.stream().mapToLong(unit -> report(unit, System.out)).sum();
        System.out.printf("NfLint: %d files, %d problems%n", units.size(), problems);
        System.exit(problems > 0 || units.isEmpty() ? 1 : 0);
    }

    private static List<Path> sources(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.filter(path -> path.toString().matches(".*\\.(nf|config)"))
                    .sorted()
                    .toList();
        }
    }

    private static int report(SourceUnit unit, PrintStream out) {
        var found = unit.getErrorCollector();
        List<String> lines = new ArrayList<>();
        for (Object error : found.getErrors() == null ? List.of() : found.getErrors()) {
            if (error instanceof SyntaxErrorMessage syntax) {
                lines.add(syntax.getCause().getStartLine() + ": " + syntax.getCause().getOriginalMessage());
            } else {
                lines.add(error.toString());
            }
        }
        for (WarningMessage warning : found.getWarnings() == null ? List.<WarningMessage>of() : found.getWarnings()) {
            int line = warning.getContext() == null ? 0 : warning.getContext().getStartLine();
            lines.add(line + ": " + warning.getMessage());
        }
        lines.removeIf(line -> isIntended(unit.getName(), line));
        lines.forEach(line -> out.println(unit.getName() + ":" + line));
        return lines.size();
    }

    /** nf-core's modules must have a when section; and 25.04 does not know task and meta in configuration, which nf-core's usual form has. */
    private static boolean isIntended(String file, String line) {
        return line.contains("`when` section")
                || file.endsWith(".config") && line.matches(".*`(task|meta)` is not defined");
    }
}
