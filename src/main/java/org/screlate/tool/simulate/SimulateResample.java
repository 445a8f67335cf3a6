package org.screlate.tool.simulate;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.screlate.data.CellMatrix;
import org.screlate.data.Layer;
import org.screlate.io.CellMatrixFile;
import org.screlate.simulate.Resampling;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.JavaMemory;
import org.screlate.tool.OutputForm;
import org.screlate.tool.Run;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Draws fewer or more of the cells of real data. */
@Command(
        name = "resample",
        description = {"Draws fewer or more of the cells of real data.", "Writes counts."},
        footer = {"screlate-simulate resample --cells counts.arrow --cell-number 100 --output fewer.arrow"})
final class SimulateResample implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of counts whose cells are drawn.")
    private Path cells;

    @Option(
            names = "--cell-number",
            paramLabel = "N",
            description = "Cells to draw: each at most once; beyond their number with their counts drawn anew"
                    + " (default: ${DEFAULT-VALUE}).")
    private int cellNumber = Resampling.Options.DEFAULTS.cells();

    @Option(names = "--output", paramLabel = "FILE", required = true, description = "Cell matrix of counts to write.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Override
    public Integer call() {
        var method = new Resampling(Tools.options(spec, () -> new Resampling.Options(cellNumber, seed.value())));
        Run run = new Run(spec);
        CellMatrix counts = run.cells("cells", cells, "cells are drawn by their counts", Layer.COUNTS);
        CommonOptions.sayMemory(JavaMemory.COUNTING, method.memory(counts));
        CellMatrix drawn = method.draw(counts);
        Run.write(output, path -> CellMatrixFile.write(path, drawn.withProvenance(run.history())));
        CommonOptions.say("drew " + drawn.cells().size() + " of "
                + counts.cells().size() + " cells"
                + (drawn.cells().size() > counts.cells().size() ? ", with their counts anew" : ""));
        return 0;
    }
}
