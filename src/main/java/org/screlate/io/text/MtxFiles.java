package org.screlate.io.text;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.file.AtomicFile;

/**
 * A Matrix Market file and the files that name its sides, found by the names that programs give them.
 *
 * @param matrix the numbers
 * @param barcodes the cells
 * @param features the genes
 * @param symbols a second file of names of the genes, line by line; null where there is none
 * @param family whose names these are
 */
record MtxFiles(Path matrix, Path barcodes, Path features, @Nullable Path symbols, Family family) {
    /** matrix.mtx, GSM1_matrix.mtx, matrix_A.mtx, GSM1_matrix.filtered.mtx: what stands before and behind names the sample. */
    private static final Pattern NAMED = Pattern.compile("(.*)matrix([^a-z].*)?\\.mtx");

    /** Programs and their names of files. */
    enum Family {
        /** 10x Cell Ranger, STARsolo, GEO: each name may have a prefix and a suffix. */
        TENX,
        /** kb-python: cells in rows. */
        KB,
        /** alevin-fry: cells in rows. */
        ALEVIN_FRY,
        /** Parse Biosciences: cells in rows, tables with a header. */
        PARSE;

        String program() {
            return switch (this) {
                case TENX -> "10x, STARsolo and GEO have them";
                case KB -> "kb-python has them";
                case ALEVIN_FRY -> "alevin-fry has them";
                case PARSE -> "Parse Biosciences has them";
            };
        }

        boolean cellsInRows() {
            return this != TENX;
        }
    }

    /** The files of a folder with one matrix, or of a matrix. */
    static MtxFiles of(Path path) {
        Path folder = Files.isDirectory(path) ? path : path.toAbsolutePath().getParent();
        if (folder == null) {
            throw new InvalidInputException(path + " lies in no folder");
        }
        List<Path> all = files(folder);
        return beside(Files.isDirectory(path) ? onlyMatrix(path, all) : path, folder, all);
    }

    private static Path onlyMatrix(Path folder, List<Path> all) {
        List<Path> found = all.stream()
                .filter(file -> family(file) != Family.TENX
                        || NAMED.matcher(TextFile.nameUnpacked(file)).matches())
                .toList();
        List<Path> matrices = found.stream().filter(file -> ends(file, ".mtx")).toList();
        if (matrices.size() == 1) {
            return matrices.get(0);
        }
        if (!matrices.isEmpty()) {
            throw new InvalidInputException(
                    folder + " holds several matrices; give one of them as --input: " + names(matrices));
        }
        List<Path> within = folders(folder);
        throw new InvalidInputException("no matrix.mtx or matrix.mtx.gz in " + folder
                + (within.isEmpty()
                        ? ""
                        : "; give a folder in it: "
                                + within.stream().map(Path::toString).collect(Collectors.joining(", "))));
    }

    private static MtxFiles beside(Path matrix, Path folder, List<Path> all) {
        Family family = family(matrix);
        return switch (family) {
            case KB -> {
                Path symbols = exact(all, "cells_x_genes.genes.names.txt");
                yield new MtxFiles(
                        matrix,
                        require(folder, all, "cells_x_genes.barcodes.txt"),
                        require(folder, all, "cells_x_genes.genes.txt"),
                        symbols,
                        family);
            }
            case ALEVIN_FRY ->
                new MtxFiles(
                        matrix,
                        require(folder, all, "quants_mat_rows.txt"),
                        require(folder, all, "quants_mat_cols.txt"),
                        null,
                        family);
            case PARSE ->
                new MtxFiles(
                        matrix,
                        require(folder, all, "cell_metadata.csv"),
                        require(folder, all, "all_genes.csv"),
                        null,
                        family);
            case TENX -> {
                Path features = prefixed(matrix, all, "features.tsv");
                yield new MtxFiles(
                        matrix,
                        present(prefixed(matrix, all, "barcodes.tsv"), matrix, folder, "barcodes.tsv"),
                        features != null
                                ? features
                                : present(
                                        prefixed(matrix, all, "genes.tsv"),
                                        matrix,
                                        folder,
                                        "features.tsv or genes.tsv"),
                        null,
                        family);
            }
        };
    }

    private static Family family(Path matrix) {
        String name = TextFile.nameUnpacked(matrix);
        if (name.startsWith("cells_x_genes.") && name.endsWith(".mtx")) {
            return Family.KB;
        } else if (name.equals("quants_mat.mtx")) {
            return Family.ALEVIN_FRY;
        } else if (name.equals("dge.mtx") || name.equals("count_matrix.mtx")) {
            return Family.PARSE;
        }
        return Family.TENX;
    }

    // GSM1_matrix.mtx belongs to GSM1_barcodes.tsv and to no other, matrix_A.mtx to barcodes_A.tsv, or to the only
    // barcodes.tsv that there is; a matrix of another name to the files that begin as it does, or to those without a
    // prefix.
    private static @Nullable Path prefixed(Path matrix, List<Path> all, String name) {
        String own = TextFile.nameUnpacked(matrix);
        String stem = name.substring(0, name.indexOf('.'));
        Matcher named = NAMED.matcher(own);
        if (named.matches()) {
            String suffix = named.group(2) == null ? "" : named.group(2);
            Path found = exact(all, named.group(1) + stem + suffix + ".tsv");
            boolean only = all.stream()
                            .filter(file -> TextFile.nameUnpacked(file).matches(".*" + stem + "([^a-z].*)?\\.tsv"))
                            .count()
                    == 1;
            return found != null || suffix.isEmpty() || !only ? found : exact(all, named.group(1) + name);
        }
        return all.stream()
                .filter(file -> ends(file, name))
                .filter(file -> own.startsWith(prefix(file, name)))
                .max(Comparator.comparingInt(file -> prefix(file, name).length()))
                .orElse(null);
    }

    private static String prefix(Path file, String name) {
        String own = TextFile.nameUnpacked(file);
        return own.substring(0, own.length() - name.length());
    }

    private static @Nullable Path exact(List<Path> all, String name) {
        return all.stream()
                .filter(file -> TextFile.nameUnpacked(file).equals(name.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static Path require(Path folder, List<Path> all, String name) {
        Path found = exact(all, name);
        if (found == null) {
            throw new InvalidInputException("no " + name + " or " + name + ".gz in " + folder);
        }
        return found;
    }

    private static Path present(@Nullable Path found, Path matrix, Path folder, String what) {
        if (found == null && !ends(matrix, ".mtx")) {
            throw new InvalidInputException(matrix.getFileName() + " is not called .mtx, and no " + what
                    + " lies beside it; if it is no Matrix Market file, give another --format");
        }
        if (found == null) {
            boolean bare = TextFile.nameUnpacked(matrix).equals("matrix.mtx");
            throw new InvalidInputException(
                    bare
                            ? "no " + what + " or " + what + ".gz in " + folder
                            : "no " + what + " of the same prefix and suffix as " + matrix.getFileName() + " in "
                                    + folder + "; name the three files alike");
        }
        return found;
    }

    private static boolean ends(Path file, String name) {
        return TextFile.nameUnpacked(file).endsWith(name);
    }

    private static String names(List<Path> files) {
        return files.stream().map(file -> String.valueOf(file.getFileName())).collect(Collectors.joining(", "));
    }

    private static List<Path> files(Path folder) {
        return list(folder).stream()
                .filter(file -> !Files.isDirectory(file) && !TextFile.name(file).startsWith("."))
                .toList();
    }

    // Folders with a matrix, up to two below: outs/filtered_feature_bc_matrix, Gene/filtered.
    private static List<Path> folders(Path folder) {
        List<Path> found = new ArrayList<>();
        for (Path inner : list(folder)) {
            if (Files.isDirectory(inner)) {
                boolean here = files(inner).stream().anyMatch(file -> ends(file, ".mtx"));
                found.addAll(
                        here
                                ? List.of(inner)
                                : list(inner).stream()
                                        .filter(Files::isDirectory)
                                        .filter(deeper -> files(deeper).stream().anyMatch(file -> ends(file, ".mtx")))
                                        .toList());
            }
        }
        return found;
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new InvalidInputException("cannot read " + folder + ": " + AtomicFile.reason(e), e);
        } catch (UncheckedIOException e) {
            throw new InvalidInputException("cannot read " + folder + ": " + AtomicFile.reason(new IOException(e)), e);
        }
    }
}
