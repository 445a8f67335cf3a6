package org.screlate.tool.enrich;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Table;
import org.screlate.enrich.DifferentialExpression;
import org.screlate.enrich.PseudobulkExpression;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.TsvOption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tests genes for a difference between groups of cells. */
@Command(
        name = "differential",
        description = {
            "Tests genes for a difference between groups of cells.",
            "Writes one row per comparison and gene, with p_value and q_value."
        },
        footer = {
            "screlate-enrich differential --cells expression.arrow --group-column group --output de.tsv",
            "screlate-enrich differential --cells counts.arrow --group-column group --subject-column subject --output de.subjects.tsv"
        })
final class EnrichDifferential implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private CommonOptions common;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix to compare groups in: lognorm, or counts with --subject-column.")
    private Path cells;

    @Mixin
    private GroupOptions groups;

    @Option(
            names = "--subject-column",
            paramLabel = "COLUMN",
            description =
                    "Column of the cells' metadata that names the subjects: their summed counts are compared instead of cells.")
    private @Nullable String subjectColumn;

    @Mixin
    private DifferentialOptions options;

    @Option(names = "--output", required = true, paramLabel = "FILE", description = "Table of tests to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private Path output;

    @Mixin
    private TsvOption tsv;

    @Override
    public Integer call() {
        tsv.path(spec);
        Run run = new Run(spec);
        CellMatrix matrix = GroupOptions.cells(run, cells);
        String[] labels = groups.labels(spec, run, matrix);
        Table tests = subjectColumn == null ? ofCells(matrix, labels) : ofSubjects(matrix, labels, subjectColumn);
        run.write(output, tests, "differential");
        tsv.write(spec, tests);
        return 0;
    }

    private Table ofCells(CellMatrix matrix, String[] labels) {
        var method = new DifferentialExpression(options.ofCells(spec, groups));
        var result = method.compare(matrix, labels, common.workers());
        result.leftOut().forEach(CommonOptions::say);
        return result.table();
    }

    private Table ofSubjects(CellMatrix matrix, String[] labels, String column) {
        var method = new PseudobulkExpression(options.ofSubjects(spec, groups));
        var origins = new PseudobulkExpression.Origins(
                groups.column(), labels, column, matrix.cellMetadata().texts(column), options.depth(matrix));
        var result = method.compare(matrix, origins, common.workers());
        result.notes().forEach(CommonOptions::say);
        return result.table();
    }
}
