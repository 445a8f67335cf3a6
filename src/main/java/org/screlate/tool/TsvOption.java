package org.screlate.tool;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Table;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.FormulaWords;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The option to write a table as text too, for people, beside the Arrow file, which keeps the history. */
public final class TsvOption {
    private static final String NAME = "--tsv-output";
    private static final String ESCAPE = "--tsv-escape";

    @Option(
            names = NAME,
            paramLabel = "FILE",
            description = "The table of --output as text too, .tsv or .csv, when --output is an Arrow file.")
    @OutputForm.Of(OutputForm.TEXT)
    private @Nullable Path path;

    @Option(
            names = ESCAPE,
            description = "In --tsv-output, put ' before words that a spreadsheet would take for a formula: those that"
                    + " begin with =, +, - or @.")
    private boolean escapes;

    /** The file; null where it was not asked for. */
    public @Nullable Path path(CommandSpec spec) {
        if (escapes && path == null) {
            throw new ParameterException(spec.commandLine(), ESCAPE + " needs " + NAME);
        }
        return path;
    }

    /** All files that a result goes to: the output, and this one where it was asked for. */
    public List<Path> with(Path output, CommandSpec spec) {
        Path text = path(spec);
        return text == null ? List.of(output) : List.of(output, text);
    }

    /** Writes a table, if it was asked for. */
    public void write(CommandSpec spec, Table table) {
        Run.write(path(spec), to -> DelimitedTableFile.write(to, escapes ? FormulaWords.escaped(table) : table));
    }
}
