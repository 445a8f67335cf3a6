package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.screlate.data.CellGraph;
import org.screlate.data.Column;
import org.screlate.data.GenePairs;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.file.AtomicFolder;

/**
 * Pairs of genes as tables with columns {@code gene_1} and {@code gene_2}, and {@code pair}, the number of each in the
 * whole list; several files in a folder are the parts of one list.
 */
public final class GenePairsFile {
    /** What the tables of {@link #write} are called. */
    public static final String NAME = "pairs";

    private static final String NUMBER = "pair";

    private GenePairsFile() {}

    /** Writes pairs. */
    public static void write(Path path, GenePairs pairs) {
        TableFile.write(path, pairs.table(), NAME, pairs.provenance());
    }

    /** Writes parts of a list into a folder: chunk_0001.arrow and so on. */
    public static void writeChunks(Path folder, List<GenePairs> chunks) {
        AtomicFolder.write(folder, beside -> {
            for (int c = 0; c < chunks.size(); c++) {
                write(beside.resolve(String.format(Locale.ROOT, "chunk_%04d.arrow", c + 1)), chunks.get(c));
            }
        });
    }

    /**
     * Reads pairs of a table, the genes in {@code gene_1} and {@code gene_2} or, if it has no such columns, in its first
     * two; or the edges of a graph of ours, each once.
     */
    public static GenePairs read(Path path) {
        if (FileKind.isArrow(path) && FileKind.isGraph(path)) {
            return edges(GraphFile.read(path));
        }
        TableFile.Contents contents = TableFile.read(path);
        try {
            return pairs(contents.table(), contents.provenance());
        } catch (InvalidInputException e) {
            throw new InvalidInputException(path + ": " + e.getMessage(), e);
        }
    }

    private static GenePairs pairs(Table table, Provenance provenance) {
        boolean named = table.names().contains("gene_1");
        if (!named && table.names().size() < 2) {
            throw new InvalidInputException("pairs need two columns, such as gene_1 and gene_2; there is only "
                    + String.join(", ", table.names()));
        }
        String[] first = table.labels(named ? "gene_1" : table.names().get(0));
        String[] second = table.labels(named ? "gene_2" : table.names().get(1));
        Map<String, Integer> numbers = new HashMap<>();
        List<String> genes = new ArrayList<>();
        int[] a = numbers(first, numbers, genes);
        int[] b = numbers(second, numbers, genes);
        return new GenePairs(genes, a, b, from(table), provenance);
    }

    private static int[] numbers(String[] names, Map<String, Integer> numbers, List<String> genes) {
        int[] found = new int[names.length];
        for (int i = 0; i < names.length; i++) {
            Integer known = numbers.putIfAbsent(names[i], genes.size());
            if (known == null) {
                genes.add(names[i]);
            }
            found[i] = known == null ? genes.size() - 1 : known;
        }
        return found;
    }

    private static long from(Table table) {
        if (!(table.columns().get(NUMBER) instanceof Column.Whole number) || table.rows() == 0) {
            return 1;
        }
        if (number.values()[0] < 1) {
            throw new InvalidInputException("column '" + NUMBER + "' begins with " + number.values()[0]
                    + "; pairs are numbered from 1 (leave the column out)");
        }
        for (int r = 0; r < table.rows(); r++) {
            if (number.values()[r] != number.values()[0] + r) {
                throw new InvalidInputException("column '" + NUMBER + "' has " + number.values()[r] + " in row "
                        + (r + 1) + "; pairs are numbered one after the other (leave the column out)");
            }
        }
        return number.values()[0];
    }

    private static GenePairs edges(CellGraph graph) {
        int[] first = new int[graph.weights().stored()];
        int[] second = new int[first.length];
        int size = 0;
        for (int r = 0; r < graph.weights().rows(); r++) {
            for (int k = graph.weights().offsets()[r]; k < graph.weights().offsets()[r + 1]; k++) {
                int c = graph.weights().indices()[k];
                // Of an edge that is there in both directions, the second is left out.
                if (c > r || (c < r && graph.weights().get(c, r) == 0)) {
                    first[size] = r;
                    second[size++] = c;
                }
            }
        }
        return new GenePairs(graph.nodes(), first, second, 1, graph.provenance()).part(0, size);
    }
}
