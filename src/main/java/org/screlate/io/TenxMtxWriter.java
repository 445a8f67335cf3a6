package org.screlate.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Layer;
import org.screlate.matrix.SparseMatrix;

/**
 * Folders as 10x Cell Ranger 3 writes them: {@code matrix.mtx.gz} with genes in rows, {@code barcodes.tsv.gz}, {@code
 * features.tsv.gz}. The folder appears whole or not at all.
 */
final class TenxMtxWriter {
    private TenxMtxWriter() {}

    static void write(Path folder, CellMatrix matrix) {
        Path absolute = folder.toAbsolutePath();
        Path beside = absolute.resolveSibling(
                "." + absolute.getFileName() + "." + ProcessHandle.current().pid() + ".part");
        try {
            checkFree(absolute);
            try {
                Files.createDirectory(beside);
                writeInto(beside, matrix);
                Files.deleteIfExists(absolute);
                Files.move(beside, absolute, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                delete(beside);
            }
        } catch (IOException e) {
            throw new InvalidInputException("cannot write " + folder + ": " + AtomicFile.reason(e), e);
        }
    }

    // A folder cannot be replaced at once, and what is in it may be dear.
    private static void checkFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        boolean free = false;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                free = files.findAny().isEmpty();
            }
        }
        if (!free) {
            throw new InvalidInputException("cannot write " + folder + ": it is there already; name a new folder");
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private static void writeInto(Path folder, CellMatrix matrix) throws IOException {
        try (OutputStream out = create(folder, "barcodes.tsv.gz")) {
            for (String cell : matrix.cells()) {
                out.write((cell + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Column ids = matrix.geneMetadata().columns().get(TenxFeatures.ID);
        try (OutputStream out = create(folder, "features.tsv.gz")) {
            for (int g = 0; g < matrix.genes().size(); g++) {
                String gene = matrix.genes().get(g);
                String id = ids == null ? gene : ids.text(g);
                out.write((id + "\t" + gene + "\tGene Expression\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        try (OutputStream out = create(folder, "matrix.mtx.gz")) {
            writeMatrix(out, matrix.values().toSparse(), matrix.layer() == Layer.COUNTS);
        }
    }

    private static OutputStream create(Path folder, String name) throws IOException {
        Path path = folder.resolve(name);
        return new BufferedOutputStream(TextFile.create(path, path), 1 << 16);
    }

    private static void writeMatrix(OutputStream out, SparseMatrix values, boolean whole) throws IOException {
        String head = "%%MatrixMarket matrix coordinate " + (whole ? "integer" : "real") + " general\n"
                + values.columns() + " " + values.rows() + " " + values.stored() + "\n";
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        NumberText text = new NumberText(out);
        for (int c = 0; c < values.rows(); c++) {
            for (int k = values.offsets()[c]; k < values.offsets()[c + 1]; k++) {
                text.put(values.indices()[k] + 1)
                        .put(' ')
                        .put(c + 1)
                        .put(' ')
                        .put(values.values()[k])
                        .put('\n');
            }
        }
        text.flush();
    }
}
