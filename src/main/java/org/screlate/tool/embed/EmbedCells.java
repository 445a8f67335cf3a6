package org.screlate.tool.embed;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.embed.TrainedCells;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.GraphFile;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;
import org.screlate.preprocess.BatchNeighbours;
import org.screlate.preprocess.CellNeighbours;
import org.screlate.preprocess.HighlyVariableGenes;
import org.screlate.preprocess.LibrarySize;
import org.screlate.preprocess.PrincipalComponents;
import org.screlate.preprocess.Scaling;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.Defaults;
import org.screlate.tool.Tools;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** The options of screlate-embed that say what is made of the cells before training. */
final class EmbedCells {
    @Option(
            names = "--cells",
            required = true,
            paramLabel = "FILE",
            description = "Cell matrix of counts or of log-normalised expression, cells and genes filtered.")
    private Path cells;

    @Option(
            names = "--target-sum",
            paramLabel = "SUM",
            description = "Of counts: sum that each cell is brought to, a number or 'median' (default:"
                    + " ${DEFAULT-VALUE}).")
    private String targetSum = LibrarySize.Options.MEDIAN;

    @Option(
            names = "--hvg",
            paramLabel = "N",
            description = "Genes of the network, the most variable, whose expression is to be reconstructed (default:"
                    + " ${DEFAULT-VALUE}).")
    private int hvg = 3000;

    @Option(
            names = "--graph",
            paramLabel = "FILE",
            description = "Graph of neighbours of these cells, from screlate-preprocess (default: it is made).")
    private @Nullable Path graph;

    @Option(
            names = "--components",
            paramLabel = "N",
            description = "Principal components in which neighbours are near (default: ${DEFAULT-VALUE}).")
    private int components = 15;

    @Option(
            names = "--pca-input",
            paramLabel = "LAYER",
            description = "What the components are of: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PrincipalComponents.Input pcaInput = PrincipalComponents.Options.DEFAULTS.input();

    @Option(
            names = "--neighbours",
            paramLabel = "N",
            description = "Nearest neighbours of a cell, itself not counted (default: ${DEFAULT-VALUE}).")
    private int neighbours = 24;

    @Option(
            names = "--batch",
            paramLabel = "COLUMN",
            description = "Cell metadata by which neighbours are sought in every batch (default: none).")
    private @Nullable String batch;

    @Option(
            names = "--batch-neighbours",
            paramLabel = "N",
            description =
                    "Neighbours of a cell in each batch, itself not counted (with --batch; default: ${DEFAULT-VALUE}).")
    private int batchNeighbours = BatchNeighbours.Options.DEFAULTS.number();

    @Option(
            names = "--cell-coordinates",
            paramLabel = "WHICH",
            description =
                    "What is written of a cell: its principal components (--components) and scNET's coordinates after them,"
                            + " or scNET's alone: ${COMPLETION-CANDIDATES} (default: joined, with --batch scnet).")
    private @Nullable Coordinates coordinates;

    private String reached = "";

    /** Coordinates of cells. */
    enum Coordinates {
        JOINED,
        SCNET;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How new cells will find those that they are like. */
    TrainedCells.Options likeness(CommandSpec spec, long seed) {
        boolean joined = coordinates == null ? batch == null : coordinates == Coordinates.JOINED;
        return Tools.options(spec, () -> new TrainedCells.Options(components, neighbours, seed, joined));
    }

    /** The files read in training, by option. */
    Map<String, Path> inputs() {
        Map<String, Path> inputs = new LinkedHashMap<>();
        inputs.put("cells", cells);
        if (graph != null) {
            inputs.put("graph", graph);
        }
        return inputs;
    }

    /** Reads the cells; log-normalised, whatever they were. */
    CellMatrix expression(CommandSpec spec) {
        Normalised read = normalised(spec, cells, targetSum);
        reached = read.targetSum;
        return read.cells;
    }

    /** What counts of new cells are to be brought to: what those of the cells read were, the median as a number. */
    String targetSum() {
        return reached;
    }

    /** Cells, and what their counts were brought to; for expression, the option as it was given. */
    private record Normalised(CellMatrix cells, String targetSum) {}

    /** Reads cells of counts or expression; log-normalised, whatever they were. */
    static CellMatrix expression(CommandSpec spec, Path path, String targetSum) {
        return normalised(spec, path, targetSum).cells;
    }

    private static Normalised normalised(CommandSpec spec, Path path, String targetSum) {
        LibrarySize size = new LibrarySize(Tools.options(spec, () -> LibrarySize.Options.of(targetSum)));
        CellMatrix read = CellMatrixFile.read(
                path, "embedding starts from counts or log-normalised expression", Layer.COUNTS, Layer.LOGNORM);
        CommonOptions.say("read " + read.cells().size() + " cells and "
                + read.genes().size() + " genes (" + read.layer().word() + ")");
        if (read.layer() == Layer.LOGNORM) {
            return new Normalised(read, targetSum);
        }
        SparseMatrix counts = read.values().toSparse();
        double[] sums = sums(read, counts);
        return new Normalised(
                read.withValues(size.normalise(counts, sums), Layer.LOGNORM), String.valueOf(size.target(sums)));
    }

    private static double[] sums(CellMatrix cells, SparseMatrix counts) {
        double[] sums = new double[counts.rows()];
        for (int c = 0; c < sums.length; c++) {
            for (int k = counts.offsets()[c]; k < counts.offsets()[c + 1]; k++) {
                sums[c] += counts.values()[k];
            }
            if (!(sums[c] > 0)) {
                throw new InvalidInputException(
                        "cell '" + cells.cells().get(c) + "' has no counts; drop such cells by screlate-preprocess");
            }
        }
        return sums;
    }

    /** Bytes in use while the graph is made, if it is. */
    long memory(long stored, int genes) {
        return graph != null
                ? 0
                : 2 * stored * (Integer.BYTES + Float.BYTES) + PrincipalComponents.memory(stored, genes);
    }

    /** The graph of all cells. */
    CellGraph graph(CommandSpec spec, CellMatrix expression, long seed, Workers workers) {
        if (batch == null) {
            Tools.need(spec, "--batch", "--batch-neighbours");
        }
        if (graph != null) {
            Tools.refuse(spec, "--graph", "--batch", "--pca-input");
            return given(expression);
        }
        Defaults defaults = new Defaults(spec);
        int dimensions = defaults.components(
                components, expression.cells().size(), expression.genes().size());
        PrincipalComponents pca = new PrincipalComponents(Tools.options(
                spec, () -> new PrincipalComponents.Options(dimensions, pcaInput, Scaling.Options.DEFAULTS, seed)));
        BatchNeighbours balanced =
                new BatchNeighbours(Tools.options(spec, () -> new BatchNeighbours.Options(batchNeighbours)));
        Embedding points = pca.find(expression, workers).coordinates();
        if (batch != null) {
            return balanced.build(points, expression.cellMetadata().labels(batch), workers);
        }
        int number = defaults.neighbours(neighbours, points);
        return new CellNeighbours(Tools.options(spec, () -> new CellNeighbours.Options(number))).build(points, workers);
    }

    private CellGraph given(CellMatrix expression) {
        CellGraph read = GraphFile.read(Objects.requireNonNull(graph));
        if (!read.nodes().equals(expression.cells())) {
            throw new InvalidInputException(
                    graph + " is of " + read.nodes().size() + " cells that are not, in this order, the "
                            + expression.cells().size() + " of " + cells);
        }
        return read;
    }

    /** Flags the genes whose expression is to be reconstructed. */
    boolean[] variable(CommandSpec spec, CellMatrix expression) {
        HighlyVariableGenes method = new HighlyVariableGenes(
                Tools.options(spec, () -> new HighlyVariableGenes.Options(HighlyVariableGenes.Method.SEURAT, hvg)));
        return method.find(expression.values().toSparse()).chosen();
    }
}
