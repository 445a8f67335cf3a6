package org.screlate.io.foreign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.matrix.SparseMatrix;

/**
 * The features of a 10x matrix, in order.
 *
 * @param ids of each feature, such as Ensembl ids
 * @param symbols of each, or null where the file has one column only
 * @param types of each, such as Gene Expression, or null in files of version 2
 */
public record TenxFeatures(List<String> ids, @Nullable List<String> symbols, @Nullable List<String> types) {
    public static final String ID = "gene_ids";
    public static final String SYMBOL = "gene_symbols";

    /** What 10x writes there. */
    private static final Set<String> TYPES = Set.of(
            "Gene Expression",
            "Antibody Capture",
            "CRISPR Guide Capture",
            "Multiplexing Capture",
            "Antigen Capture",
            "Custom",
            "Peaks",
            "VDJ");

    /**
     * The matrix of the features of the type and the genome asked for; of several genomes all are taken, which is said.
     *
     * @param genomes of each feature; those of another type than genes may have none
     */
    public ForeignMatrix matrix(
            String source, List<String> cells, SparseMatrix values, List<String> genomes, ForeignOptions options) {
        List<String> found =
                genomes.stream().filter(name -> !name.isEmpty()).distinct().toList();
        String wanted = options.genome();
        if (wanted == null) {
            ForeignMatrix all = matrix(source, cells, values, options);
            String note = "it holds genes of several genomes; all were taken; choose one by --genome: "
                    + String.join(", ", found);
            return found.size() < 2 ? all : all.withCellMetadata(all.cellMetadata(), List.of(note));
        }
        if (!found.contains(wanted)) {
            throw new InvalidInputException(
                    "it has no genome '" + wanted + "'; choose one by --genome: " + String.join(", ", found));
        }
        int[] kept = IntStream.range(0, ids.size())
                .filter(f -> genomes.get(f).equals(wanted))
                .toArray();
        List<String> names = symbols;
        List<String> kinds = types;
        TenxFeatures chosen = new TenxFeatures(
                select(ids, kept),
                names == null ? null : select(names, kept),
                kinds == null ? null : select(kinds, kept));
        return chosen.matrix(source, cells, values.selectColumns(kept), options);
    }

    /** The matrix of the features of the type asked for. */
    public ForeignMatrix matrix(String source, List<String> cells, SparseMatrix values, ForeignOptions options) {
        if (types == null) {
            return named(source, cells, values, options, List.of());
        }
        List<String> present = types;
        int[] kept = IntStream.range(0, ids.size())
                .filter(f -> present.get(f).equals(options.featureType()))
                .toArray();
        if (kept.length == ids.size()) {
            return named(source, cells, values, options, List.of());
        }
        Map<String, Integer> counts = new TreeMap<>();
        present.forEach(type -> counts.merge(type, 1, Integer::sum));
        if (kept.length == 0 && counts.keySet().stream().noneMatch(TYPES::contains)) {
            return named(
                    source,
                    cells,
                    values,
                    options,
                    List.of("the third column of the features holds no feature types ("
                            + counts.keySet().stream().limit(5).collect(Collectors.joining(", "))
                            + "); all features were taken"));
        }
        if (kept.length == 0) {
            throw new InvalidInputException("no feature is of type '" + options.featureType() + "'; there are: "
                    + String.join(", ", counts.keySet()) + "; choose with --feature-type");
        }
        counts.remove(options.featureType());
        List<String> notes = new ArrayList<>();
        counts.forEach((type, count) -> notes.add("left out " + count + " features of type " + type));
        List<String> names = symbols;
        TenxFeatures chosen = new TenxFeatures(select(ids, kept), names == null ? null : select(names, kept), null);
        return chosen.named(source, cells, values.selectColumns(kept), options, notes);
    }

    private static List<String> select(List<String> all, int[] kept) {
        return IntStream.of(kept).mapToObj(all::get).toList();
    }

    private ForeignMatrix named(
            String source, List<String> cells, SparseMatrix values, ForeignOptions options, List<String> notes) {
        Table metadata = Table.ofRows(ids.size());
        List<String> names = ids;
        if (symbols != null) {
            metadata = metadata.with(ID, text(ids)).with(SYMBOL, text(symbols));
            String column = options.geneColumn() == null ? SYMBOL : options.geneColumn();
            names = List.of(metadata.labels(column));
        } else if (options.geneColumn() != null) {
            throw new InvalidInputException("its genes have one name each; leave --gene-column out");
        }
        return new ForeignMatrix(
                source,
                cells,
                names,
                values,
                Table.ofRows(cells.size()),
                metadata,
                "",
                "give --orientation cells-in-rows if its rows are cells",
                notes);
    }

    private static Column text(List<String> words) {
        return new Column.Text(words.toArray(new String[0]));
    }

    /** Of lines of one, two, three or more columns, of which each has as many as the first. */
    public static TenxFeatures of(List<String[]> lines) {
        int width = lines.isEmpty() ? 1 : lines.get(0).length;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).length != width) {
                throw new InvalidInputException("line " + (i + 1) + " has " + lines.get(i).length
                        + " columns, the first " + width + "; complete it");
            }
        }
        return new TenxFeatures(
                column(lines, 0), width < 2 ? null : column(lines, 1), width < 3 ? null : column(lines, 2));
    }

    private static List<String> column(List<String[]> lines, int column) {
        List<String> words = new ArrayList<>(lines.size());
        lines.forEach(line -> words.add(line[column]));
        return Collections.unmodifiableList(words);
    }
}
