package org.screlate.tool.subset;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellFrame;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixParts;
import org.screlate.io.CellMatrixSubset;
import org.screlate.io.NamesFile;
import org.screlate.io.TableFile;
import org.screlate.subset.CellChoice;
import org.screlate.subset.CellTable;
import org.screlate.subset.LevelSplit;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GeneChoice;
import org.screlate.tool.OutputForm;
import org.screlate.tool.SeedOption;
import org.screlate.tool.Tools;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Takes cells and genes of a matrix. */
@Command(
        name = "screlate-subset",
        description = {
            "Takes the cells of a matrix that fulfil a condition, are in a list or are drawn at random, and its genes"
                    + " by list or detection; or cuts it into one matrix for each value of a column.",
            "Writes a cell matrix of the layer that was read, cells and genes in their order; with --split-by a folder of"
                    + " them with a manifest."
        },
        footer = {"screlate-subset --cells counts.arrow --max-cells 20 --max-cells-by cell_type --output balanced.arrow"
        })
public final class Subset implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("UnusedVariable") // read by picocli
    private CommonOptions common;

    @Mixin
    private SeedOption seed;

    @Option(names = "--cells", required = true, paramLabel = "FILE", description = "Cell matrix of any layer.")
    private Path cells;

    @Option(
            names = "--output",
            required = true,
            paramLabel = "PATH",
            description = "Cell matrix to write; with --split-by a folder, which must not be there yet.")
    @OutputForm.Of(OutputForm.ARROW)
    private Path output;

    @Option(
            names = "--where",
            paramLabel = "CONDITION",
            description = "Condition that a kept cell fulfils, such as 'celltype == \"T cell\" && n_genes > 200'.")
    private @Nullable String where;

    @Option(
            names = "--labelled",
            paramLabel = "COLUMN",
            description = "Leave out cells without a value in this column; may be given several times.")
    private List<String> labelled = new ArrayList<>();

    @Option(
            names = "--cell-list",
            paramLabel = "FILE",
            description = "Names of the cells to keep, one a line or in the column 'cell' of a table.")
    private @Nullable Path cellList;

    @Option(
            names = "--cell-table",
            paramLabel = "TABLE",
            description =
                    "Table about the cells, such as clusters, whose columns become metadata that the other options may"
                            + " name; it has a column 'cell', or the cells in its first.")
    private @Nullable Path cellTable;

    @Option(
            names = "--max-cells",
            paramLabel = "N",
            description = "Most cells to keep, drawn at random by --seed (default: all).")
    private int maxCells = CellChoice.Options.DEFAULTS.maxCells();

    @Option(
            names = "--max-cells-by",
            paramLabel = "COLUMN",
            description = "Column of groups: --max-cells is the most of each (default: of all cells).")
    private @Nullable String maxCellsBy;

    @Option(
            names = "--genes",
            paramLabel = "FILE",
            description = "Names of the genes to keep, one a line or the first column of a table (default: all).")
    private @Nullable Path genes;

    @Option(
            names = "--min-cells",
            paramLabel = "N",
            description = "Least kept cells that detect a kept gene (default: ${DEFAULT-VALUE}, any gene).")
    private int minCells = 0;

    @ArgGroup(exclusive = false, heading = "%nOne matrix for each value of a column:%n")
    private Split split = new Split();

    /** How to cut. */
    static final class Split {
        private static final String[] OPTIONS = {
            "--min-level-cells", "--group-column", "--subject-column", "--min-subjects", "--min-subject-cells"
        };

        @Option(names = "--split-by", paramLabel = "COLUMN", description = "Column whose values are the levels.")
        private @Nullable String column;

        @Option(
                names = "--min-level-cells",
                paramLabel = "N",
                description = "Least cells of a level that is written (default: ${DEFAULT-VALUE}).")
        private int minLevelCells = LevelSplit.Options.DEFAULTS.minCells();

        @Option(
                names = "--group-column",
                paramLabel = "COLUMN",
                description = "Column of groups, of which a level that is written has at least two.")
        private @Nullable String groupColumn;

        @Option(
                names = "--subject-column",
                paramLabel = "COLUMN",
                description = "Column of subjects, of which a level that is written has --min-subjects in each group.")
        private @Nullable String subjectColumn;

        @Option(
                names = "--min-subjects",
                paramLabel = "N",
                description = "Least subjects in each group of a level (default: ${DEFAULT-VALUE}).")
        private int minSubjects = LevelSplit.Options.DEFAULTS.minSubjects();

        @Option(
                names = "--min-subject-cells",
                paramLabel = "N",
                description =
                        "Least cells in a level and group with which a subject counts (default: ${DEFAULT-VALUE}).")
        private int minSubjectCells = LevelSplit.Options.DEFAULTS.minSubjectCells();
    }

    public static void main(String[] args) {
        System.exit(Tools.run(new Subset(), args));
    }

    @Override
    public Integer call() {
        CellChoice choice = new CellChoice(
                Tools.options(spec, () -> new CellChoice.Options(where, labelled, maxCells, maxCellsBy, seed.value())));
        String column = split.column;
        if (column == null) {
            Tools.need(spec, "--split-by", Split.OPTIONS);
        } else {
            OutputForm.checkFolder(output, "--output with --split-by");
        }
        LevelSplit cut = column == null ? null : new LevelSplit(Tools.options(spec, () -> options(column)));
        CellMatrixParts.Outline outline = outline();
        CellChoice.Result chosen = choice.choose(
                outline.frame().cells(),
                outline.frame().cellMetadata(),
                cellList == null ? null : NamesFile.cells(cellList));
        chosen.account().forEach(CommonOptions::say);
        int[] kept = genes(outline, chosen.cells());
        CellMatrixSubset subset = new CellMatrixSubset(cells, outline, kept);
        if (cut == null) {
            subset.write(output, chosen.cells());
        } else {
            write(subset, cut, outline.frame().cellMetadata().select(chosen.cells()), chosen.cells());
        }
        return 0;
    }

    private LevelSplit.Options options(String column) {
        return new LevelSplit.Options(
                column,
                split.minLevelCells,
                split.groupColumn,
                split.subjectColumn,
                split.minSubjects,
                split.minSubjectCells);
    }

    private CellMatrixParts.Outline outline() {
        CellMatrixParts.Outline outline = CellMatrixParts.outline(cells);
        CellFrame frame = outline.frame();
        Table metadata = frame.cellMetadata();
        if (cellTable != null) {
            List<String> account = new ArrayList<>();
            metadata = CellTable.join(
                    frame.cells(), metadata, TableFile.read(cellTable).table(), account);
            account.forEach(CommonOptions::say);
        }
        Provenance history = frame.provenance().then(Tools.step(spec, inputs(), Map.of("cells", outline.sha256())));
        return new CellMatrixParts.Outline(
                frame.withCellMetadata(metadata).withProvenance(history),
                outline.isSparse(),
                outline.stored(),
                outline.sha256());
    }

    private Map<String, Path> inputs() {
        Map<String, Path> inputs = new HashMap<>();
        if (cellList != null) {
            inputs.put("cell-list", cellList);
        }
        if (cellTable != null) {
            inputs.put("cell-table", cellTable);
        }
        if (genes != null) {
            inputs.put("genes", genes);
        }
        return inputs;
    }

    private int @Nullable [] genes(CellMatrixParts.Outline outline, int[] chosen) {
        if (genes == null && minCells == 0) {
            return null;
        }
        int all = outline.frame().genes().size();
        int[] listed =
                genes == null ? null : GeneChoice.listed(genes, outline.frame().genes());
        int[] kept = CellChoice.kept(
                all, listed, minCells == 0 ? null : CellMatrixSubset.cellsOfGene(cells, outline, chosen), minCells);
        CommonOptions.say(String.format(Locale.ROOT, "kept %,d of %,d genes", kept.length, all));
        return kept;
    }

    private void write(CellMatrixSubset subset, LevelSplit cut, Table metadata, int[] chosen) {
        List<LevelSplit.Level> levels = cut.split(metadata);
        Map<String, int[]> files = new java.util.LinkedHashMap<>();
        for (LevelSplit.Level level : levels) {
            String has = level.level() + ": " + level.cells().length + " cells";
            CommonOptions.say(
                    level.isWritten() ? has + " in " + level.file() : has + ", not written: " + level.reason());
            if (level.isWritten()) {
                files.put(
                        level.file(),
                        java.util.Arrays.stream(level.cells())
                                .map(c -> chosen[c])
                                .toArray());
            }
        }
        subset.writeFolder(output, files, LevelSplit.manifest(levels));
    }
}
