package org.screlate.tool;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;

/** Genes as points, from an embedding of genes or from a cell matrix, whose cells are then the dimensions. */
public final class Profiles {
    private Profiles() {}

    /** Reads one whole. */
    public static GeneEmbedding read(Path path) {
        return read(List.of(path), GeneChoice.ALL).get(0);
    }

    /**
     * Reads some.
     *
     * @param choice of the genes of cell matrices; null: those that vary in any of the files, which is said, and all where none
     *     is flagged
     */
    public static List<GeneEmbedding> read(List<Path> paths, @Nullable GeneChoice choice) {
        Map<Path, CellMatrix> matrices = new LinkedHashMap<>();
        for (Path path : paths) {
            if (FileKind.isCellMatrix(path)) {
                matrices.put(path, CellMatrixFile.read(path));
            }
        }
        Set<String> variable = choice == null ? variable(matrices.values()) : Set.of();
        List<GeneEmbedding> profiles = new ArrayList<>();
        for (Path path : paths) {
            CellMatrix matrix = matrices.get(path);
            profiles.add(
                    matrix == null
                            ? EmbeddingFile.readGenes(path)
                            : ofMatrix(path, matrix, places(matrix, choice, variable)));
        }
        return profiles;
    }

    private static Set<String> variable(Iterable<CellMatrix> matrices) {
        Set<String> variable = new HashSet<>();
        for (CellMatrix matrix : matrices) {
            if (matrix.geneMetadata().columns().containsKey(GeneChoice.FLAG)) {
                for (int g : matrix.flaggedGenes(GeneChoice.FLAG)) {
                    variable.add(matrix.genes().get(g));
                }
            }
        }
        if (!variable.isEmpty()) {
            CommonOptions.say("takes the " + variable.size() + " highly variable genes; --genes all takes every gene");
        }
        return variable;
    }

    private static int[] places(CellMatrix matrix, @Nullable GeneChoice choice, Set<String> variable) {
        if (choice != null) {
            return choice.places(matrix);
        }
        return IntStream.range(0, matrix.genes().size())
                .filter(g ->
                        variable.isEmpty() || variable.contains(matrix.genes().get(g)))
                .toArray();
    }

    private static GeneEmbedding ofMatrix(Path path, CellMatrix whole, int[] genes) {
        CellMatrix matrix = genes.length == whole.genes().size() ? whole : whole.selectGenes(genes);
        switch (matrix.layer()) {
            case MASK, DETECTION ->
                throw new InvalidInputException(
                        path + " holds the layer '" + matrix.layer().word()
                                + "', which tells nothing of coexpression; give log-normalised expression");
            case COUNTS ->
                CommonOptions.say("warning: correlations of counts show depth more than coexpression;"
                        + " give the expression that preprocess writes");
            default -> CommonOptions.sayCaution(matrix.layer());
        }
        return new GeneEmbedding(
                matrix.genes(),
                matrix.cells(),
                matrix.values().toDense().transpose(),
                matrix.layer().word(),
                matrix.provenance());
    }
}
