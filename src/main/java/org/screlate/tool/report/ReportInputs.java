package org.screlate.tool.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.CellGraph;
import org.screlate.data.CellMatrix;
import org.screlate.data.Embedding;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Provenance;
import org.screlate.data.Table;
import org.screlate.io.CellMatrixFile;
import org.screlate.io.DelimitedTableFile;
import org.screlate.io.EmbeddingFile;
import org.screlate.io.FileKind;
import org.screlate.io.GeneSetsFile;
import org.screlate.io.GraphFile;
import org.screlate.io.TableFile;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Sizes;
import org.screlate.report.Result;
import org.screlate.report.Results;
import org.screlate.tool.CommonOptions;

/** Finds and reads results: files as they are named, and in folders all files that may be results. */
final class ReportInputs {
    /** Words that only say what kind of file it is, which its content tells too. */
    private static final Set<String> KINDS = Set.of(
            "arrow",
            "tsv",
            "csv",
            "gz",
            "txt",
            "cell_qc",
            "gene_qc",
            "counts",
            "expression",
            "pca",
            "graph",
            "clusters",
            "clustering",
            "umap",
            "recovery",
            "coexpression",
            "markers",
            "marker_sets",
            "cells",
            "genes",
            "edges",
            "log",
            "scores",
            "model",
            "reconstructed",
            "imputed",
            "truth",
            "network",
            "pathways",
            "sweep",
            "tests",
            "metrics");

    /** Folders of a run of the pipeline that are no sample's. */
    private static final Set<String> OF_THE_RUN = Set.of("pipeline_info", "multiqc");

    /** Sample of files whose names tell none, where no other file tells one either. */
    private static final String ONLY_SAMPLE = "data";

    private final List<Result> results = new ArrayList<>();
    private final List<String> left = new ArrayList<>();

    private final List<String> samples;
    private final String untold;

    /** A file and the folder below a given one in which it lies; empty where there is none. */
    private record Found(Path file, String folder, boolean mayBeOther) {}

    private ReportInputs(List<String> samples, List<Found> all) {
        Set<String> folders = new LinkedHashSet<>(samples);
        all.stream().map(Found::folder).filter(folder -> !folder.isEmpty()).forEach(folders::add);
        this.samples = List.copyOf(folders);
        Set<String> told = new LinkedHashSet<>();
        all.stream()
                .filter(found -> !isTrace(found.file) && !isSets(found.file))
                .forEach(found ->
                        sample(name(found.file), found.folder, this.samples).ifPresent(told::add));
        this.untold = told.isEmpty()
                ? ONLY_SAMPLE
                : told.size() == 1 ? told.iterator().next() : "";
    }

    /**
     * Reads files and folders.
     *
     * @param samples names that those of files begin with; other files are told apart by their first dot
     */
    static Results read(List<Path> inputs, List<String> samples) {
        List<Found> all = new ArrayList<>();
        for (Path input : inputs) {
            if (Files.isDirectory(input)) {
                files(input).forEach(file -> all.add(new Found(file, folderOf(input, file), true)));
            } else {
                all.add(new Found(input, "", false));
            }
        }
        Set<Path> files = all.stream().map(Found::file).collect(Collectors.toSet());
        all.removeIf(found -> files.contains(arrowOf(found.file)));
        ReportInputs reading = new ReportInputs(samples, all);
        all.forEach(found -> reading.take(found.file, found.folder, found.mayBeOther));
        if (!reading.left.isEmpty()) {
            CommonOptions.say("left out, no results to show: " + String.join(", ", reading.left));
        }
        return new Results(reading.results);
    }

    /** The Arrow file that holds what a table as text holds, and its history, where one lies beside it. */
    private static Path arrowOf(Path file) {
        return file.resolveSibling(name(file).replaceFirst("(\\.edges)?\\.(tsv|csv)(\\.gz)?$", "") + ".arrow");
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.walk(folder, 4)) {
            return files.filter(file -> Files.isRegularFile(file) && mayBeResult(file))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read the folder " + folder, e);
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    private static boolean mayBeResult(Path file) {
        String name = name(file);
        return !name.startsWith(".")
                && (name.endsWith(".arrow") || DelimitedTableFile.isNameOf(file) || isTrace(file) || isSets(file));
    }

    private static boolean isTrace(Path file) {
        return name(file).matches(".*trace.*\\.txt");
    }

    private static boolean isSets(Path file) {
        return name(file).matches(".*\\.gmt(\\.gz)?");
    }

    /** Name of the folder directly below the one given; empty where the file lies in that itself or is of the whole run. */
    private static String folderOf(Path folder, Path file) {
        Path within = folder.relativize(file);
        String first = within.getNameCount() > 1 ? within.getName(0).toString() : "";
        return OF_THE_RUN.contains(first) ? "" : first;
    }

    private void take(Path file, String folder, boolean mayBeOther) {
        String name = name(file);
        String sample = isTrace(file) || isSets(file)
                ? ""
                : sample(name, folder, samples).orElse(untold);
        String label = label(name, sample);
        Result result = isSets(file)
                ? new Result(sample, label, name, new Result.Sets(GeneSetsFile.read(file)), Provenance.NONE)
                : FileKind.isArrow(file) ? arrow(file, sample, label, name) : table(file, sample, label, name);
        if (result != null) {
            results.add(result);
        } else if (mayBeOther) {
            left.add(name);
        } else {
            throw new InvalidInputException(file + " holds a trained model, of which a report has nothing to show");
        }
    }

    /** Whose result a file is: of the sample that was named, of the folder's, or of its name up to the first dot; none where that only tells a kind. */
    static Optional<String> sample(String name, String folder, List<String> samples) {
        Optional<String> known = samples.stream()
                .filter(sample -> name.startsWith(sample + ".") || folder.equals(sample))
                .max(Comparator.comparingInt(String::length));
        if (known.isPresent() || !folder.isEmpty()) {
            return known.or(() -> Optional.of(folder));
        }
        String[] words = name.split("\\.", -1);
        boolean told =
                words.length > 2 || (words.length == 2 && !KINDS.contains(words[0]) && !KINDS.contains(words[1]));
        return told && !KINDS.contains(words[0]) ? Optional.of(words[0]) : Optional.empty();
    }

    /** What is left of a file's name without its sample and the words for its kind. */
    static String label(String name, String sample) {
        String rest = name.startsWith(sample + ".") ? name.substring(sample.length() + 1) : name;
        return Arrays.stream(rest.split("\\.", -1))
                .filter(word -> !KINDS.contains(word))
                // As the pipeline names what it gathered over cell types.
                .map(word -> word.replaceFirst("^(coexpression|difference)_by_type$", "by cell type"))
                .collect(Collectors.joining(" "));
    }

    private static Result table(Path file, String sample, String label, String name) {
        Table table = DelimitedTableFile.read(file);
        Result.Content content = table.names().containsAll(List.of("cell", "umap_1", "umap_2"))
                ? new Result.Points(umap(table))
                : new Result.Rows(table);
        return new Result(sample, label, name, content, Provenance.NONE);
    }

    /** Coordinates that a table of text holds, as cluster writes them where its output is named so. */
    private static Embedding umap(Table table) {
        float[] values = new float[Sizes.product(2, table.rows())];
        for (int c = 0; c < table.rows(); c++) {
            for (int d = 0; d < 2; d++) {
                String word = table.column("umap_" + (d + 1)).text(c);
                try {
                    values[2 * c + d] = Float.parseFloat(word);
                } catch (NumberFormatException e) {
                    throw new InvalidInputException(
                            "umap_" + (d + 1) + " of cell '"
                                    + table.column("cell").text(c) + "' is no number: " + word,
                            e);
                }
            }
        }
        return new Embedding(
                List.of(table.labels("cell")),
                List.of("umap_1", "umap_2"),
                new DenseMatrix(table.rows(), 2, values),
                "umap",
                Provenance.NONE);
    }

    private static @Nullable Result arrow(Path file, String sample, String label, String name) {
        switch (FileKind.of(file)) {
            case TableFile.KIND -> {
                TableFile.Contents table = TableFile.read(file);
                return new Result(sample, label, name, new Result.Rows(table.table()), table.provenance());
            }
            case CellMatrixFile.SPARSE, CellMatrixFile.DENSE -> {
                CellMatrix matrix = CellMatrixFile.read(file);
                return new Result(sample, label, name, new Result.Cells(matrix), matrix.provenance());
            }
            case EmbeddingFile.KIND -> {
                Embedding embedding = EmbeddingFile.read(file);
                return new Result(sample, label, name, new Result.Points(embedding), embedding.provenance());
            }
            case EmbeddingFile.GENE_KIND -> {
                GeneEmbedding embedding = EmbeddingFile.readGenes(file);
                return new Result(sample, label, name, new Result.Genes(embedding), embedding.provenance());
            }
            case GraphFile.KIND -> {
                CellGraph graph = GraphFile.read(file);
                return new Result(sample, label, name, new Result.Graph(graph), graph.provenance());
            }
            default -> {
                return null;
            }
        }
    }
}
