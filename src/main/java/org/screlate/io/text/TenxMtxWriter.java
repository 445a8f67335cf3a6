package org.screlate.io.text;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.screlate.data.CellMatrix;
import org.screlate.data.Column;
import org.screlate.data.Layer;
import org.screlate.io.file.AtomicFolder;
import org.screlate.io.foreign.TenxFeatures;
import org.screlate.matrix.SparseMatrix;

/**
 * Folders as 10x Cell Ranger 3 writes them: {@code matrix.mtx.gz} with genes in rows, {@code barcodes.tsv.gz}, {@code
 * features.tsv.gz}. The folder appears whole or not at all.
 */
public final class TenxMtxWriter {
    private TenxMtxWriter() {}

    public static void write(Path folder, CellMatrix matrix) {
        AtomicFolder.write(folder, beside -> writeInto(beside, matrix));
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
