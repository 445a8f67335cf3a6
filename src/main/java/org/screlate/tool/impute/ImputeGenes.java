package org.screlate.tool.impute;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.Sizes;
import org.screlate.tool.CommonOptions;
import org.screlate.tool.GeneChoice;
import picocli.CommandLine.Option;

/** The options of impute that choose genes. */
final class ImputeGenes {
    @Option(
            names = "--genes",
            paramLabel = "WHICH",
            converter = GeneChoice.Reader.class,
            description =
                    "Genes to impute. hvg: those flagged " + GeneChoice.FLAG + ". all: every gene. Else a list of"
                            + " genes, one a line or the first column of a table (default: hvg where genes are flagged, else all).")
    private @Nullable GeneChoice genes;

    @Option(
            names = "--graph-genes",
            paramLabel = "WHICH",
            converter = GeneChoice.Reader.class,
            description = "Genes by which cells are compared, chosen likewise (default: those of --genes).")
    private @Nullable GeneChoice graphGenes;

    @Option(
            names = "--output-genes",
            paramLabel = "WHICH",
            converter = GeneChoice.Reader.class,
            description = "Genes to write, of those imputed, chosen likewise (default: those of --genes).")
    private @Nullable GeneChoice outputGenes;

    /**
     * The genes of a run.
     *
     * @param expression of the genes to impute and of those by which cells are compared
     * @param compared numbers of the latter in it; empty: all
     * @param written numbers in it of those to write; empty: all
     */
    record Chosen(CellMatrix expression, int[] compared, int[] written) {
        CellMatrix toWrite(CellMatrix result) {
            return written.length == 0 ? result : result.selectGenes(written);
        }
    }

    /** Chooses. */
    Chosen choose(CellMatrix matrix) {
        boolean flagged = matrix.geneMetadata().columns().containsKey(GeneChoice.FLAG);
        GeneChoice imputed = genes != null ? genes : flagged ? GeneChoice.HVG : GeneChoice.ALL;
        int[] own = imputed.places(matrix);
        int[] compared = graphGenes == null ? own : graphGenes.places(matrix);
        int[] used = IntStream.concat(IntStream.of(own), IntStream.of(compared))
                .sorted()
                .distinct()
                .toArray();
        refuseTooMany(matrix.cells().size(), used.length);
        Chosen chosen = new Chosen(
                used.length == matrix.genes().size() ? matrix : matrix.selectGenes(used),
                graphGenes == null ? new int[0] : within(used, compared),
                written(matrix, used, own));
        CommonOptions.say("read " + matrix.cells().size() + " cells × "
                + matrix.genes().size() + " genes, of which " + used.length + " are used"
                + (graphGenes == null ? "" : ", " + compared.length + " of them to compare cells")
                + (chosen.written.length == 0 ? "" : ", " + chosen.written.length + " written"));
        return chosen;
    }

    /** A result is one array with a value for each cell and gene. */
    static void refuseTooMany(long cells, long genes) {
        if (cells * genes > Sizes.MOST) {
            throw new InvalidInputException(String.format(
                    Locale.ROOT,
                    "%,d cells × %,d genes are %,d values, and one run imputes at most %,d; name at most %,d genes by --genes,"
                            + " or impute parts of the cells apart (screlate-subset, then screlate-merge)",
                    cells,
                    genes,
                    cells * genes,
                    Sizes.MOST,
                    Sizes.MOST / cells));
        }
    }

    private int[] written(CellMatrix matrix, int[] used, int[] own) {
        int[] asked = outputGenes == null ? own : outputGenes.places(matrix);
        int[] written = within(used, asked);
        if (written.length == 0) {
            throw new InvalidInputException("none of the genes of --output-genes is imputed; name them by --genes too");
        }
        if (written.length < asked.length) {
            CommonOptions.say(asked.length - written.length
                    + " genes of --output-genes are not imputed and left out; name them by --genes too");
        }
        return written.length == used.length ? new int[0] : written;
    }

    /** The places, among some rising ones, of those that are there. */
    private static int[] within(int[] rising, int[] places) {
        return IntStream.of(places)
                .map(place -> Arrays.binarySearch(rising, place))
                .filter(at -> at >= 0)
                .toArray();
    }

    /** The lists read, by option. */
    void addInputs(Map<String, Path> inputs) {
        add(inputs, "genes", genes);
        add(inputs, "graph-genes", graphGenes);
        add(inputs, "output-genes", outputGenes);
    }

    private static void add(Map<String, Path> inputs, String option, @Nullable GeneChoice choice) {
        if (choice != null && choice.file() != null) {
            inputs.put(option, choice.file());
        }
    }
}
