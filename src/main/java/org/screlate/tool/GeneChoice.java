package org.screlate.tool;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellMatrix;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Spelling;
import org.screlate.io.NamesFile;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Which genes to take: the flagged ones, all, or those of a list.
 *
 * @param word hvg, all or list
 * @param file the list, null without one
 */
public record GeneChoice(String word, @Nullable Path file) {
    /** The column of gene metadata that flags highly variable genes. */
    public static final String FLAG = "highly_variable";

    private static final int NAMED = 5;

    public static final GeneChoice HVG = new GeneChoice("hvg", null);
    public static final GeneChoice ALL = new GeneChoice("all", null);

    /** Reads hvg, all or the name of a file. */
    public static final class Reader implements ITypeConverter<GeneChoice> {
        @Override
        public GeneChoice convert(String text) {
            if (text.isBlank()) {
                throw new TypeConversionException("hvg, all or a file of gene names is needed");
            }
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "hvg" -> HVG;
                case "all" -> ALL;
                default -> new GeneChoice("list", Path.of(text));
            };
        }
    }

    /** The numbers of the genes in a matrix, rising; says which of a list are absent. */
    public int[] places(CellMatrix matrix) {
        if (file == null) {
            return equals(HVG)
                    ? matrix.flaggedGenes(FLAG)
                    : IntStream.range(0, matrix.genes().size()).toArray();
        }
        return listed(file, matrix.genes());
    }

    /** The numbers of the genes of a list, rising; says which are absent. */
    public static int[] listed(Path file, List<String> genes) {
        Map<String, Integer> index = CellMatrix.index("gene", genes);
        return present(file, genes).stream().mapToInt(index::get).sorted().toArray();
    }

    /** Those of a list that the data has, in the order of the list; says which it has not, and what may have been meant. */
    public static List<String> present(Path file, List<String> genes) {
        List<String> listed = NamesFile.read(file);
        Set<String> known = new HashSet<>(genes);
        List<String> absent =
                listed.stream().filter(name -> !known.contains(name)).toList();
        if (absent.isEmpty()) {
            return listed;
        }
        String some = absent.stream()
                        .limit(NAMED)
                        .map(name -> name + Spelling.suggestion(name, genes))
                        .collect(Collectors.joining(", "))
                + (absent.size() > NAMED ? ", …" : "");
        if (absent.size() == listed.size()) {
            throw new InvalidInputException("none of the genes of " + file + " is in the data: " + some
                    + "; the data names genes like '" + genes.get(0) + "'");
        }
        CommonOptions.say(
                absent.size() + " of " + listed.size() + " genes of " + file + " are not in the data: " + some);
        return listed.stream().filter(known::contains).toList();
    }

    /** As it stands in the history, where no path does. */
    @Override
    public String toString() {
        return word;
    }
}
