package org.screlate.tool.simulate;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.simulate.Study;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import picocli.CommandLine.Option;

/** What the subcommands that draw subjects share: how many, and what is written beside the counts. */
final class SampleOptions {
    private static final Study.Sizes SIZES = Study.Sizes.DEFAULTS;

    @Option(
            names = "--subjects",
            paramLabel = "N",
            description = "Each is sampled in both groups (default: ${DEFAULT-VALUE}).")
    private int subjects = SIZES.subjects();

    @Option(
            names = "--cells-per-subject",
            paramLabel = "N",
            description = "Cells of one subject in one group (default: ${DEFAULT-VALUE}).")
    private int cellsPerSubject = SIZES.cellsPerSubject();

    @Option(
            names = "--metadata-output",
            paramLabel = "FILE",
            description = "Table of what is known of each cell to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path metadataOutput;

    @Option(names = "--truth-output", paramLabel = "FILE", description = "Table of what was planted to write.")
    @OutputForm.Of(OutputForm.TABLE)
    private @Nullable Path truthOutput;

    int subjects() {
        return subjects;
    }

    int cellsPerSubject() {
        return cellsPerSubject;
    }

    /** Writes counts, their cells and the truth. */
    void write(Run run, Path output, CellMatrix counts, Table truth) {
        Run.write(output, path -> CellMatrixFile.write(path, counts.withProvenance(run.history())));
        run.writeIf(metadataOutput, Study.cells(counts), "cells");
        run.writeIf(truthOutput, truth, "truth");
        CommonOptions.say(
                "drew " + counts.cells().size() + " cells × " + counts.genes().size() + " genes");
    }
}
