package org.screlate.io.text;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.screlate.data.CellMatrix;
import org.screlate.io.file.AtomicFile;
import org.screlate.io.foreign.CellMetadata;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.Matrix;
import org.screlate.matrix.SparseMatrix;

/** A matrix as text, cells in rows, zeros written out; gzipped where the name ends in .gz. */
public final class DelimitedMatrixWriter {
    private DelimitedMatrixWriter() {}

    public static void write(Path path, CellMatrix matrix, char separator) {
        AtomicFile.write(path, beside -> {
            try (OutputStream out = TextFile.create(beside, path)) {
                StringBuilder header = new StringBuilder(CellMetadata.CELL);
                matrix.genes().forEach(gene -> header.append(separator).append(quoted(gene, separator)));
                out.write(header.append('\n').toString().getBytes(StandardCharsets.UTF_8));
                NumberText text = new NumberText(out);
                float[] row = new float[matrix.genes().size()];
                for (int c = 0; c < matrix.cells().size(); c++) {
                    text.flush();
                    out.write(quoted(matrix.cells().get(c), separator).getBytes(StandardCharsets.UTF_8));
                    fillRow(matrix.values(), c, row);
                    putRow(text, row, separator);
                }
                text.flush();
            }
        });
    }

    private static void putRow(NumberText text, float[] row, char separator) throws IOException {
        for (float value : row) {
            text.put(separator).put(value);
        }
        text.put('\n');
    }

    private static void fillRow(Matrix values, int r, float[] row) {
        if (values instanceof DenseMatrix dense) {
            System.arraycopy(dense.values(), dense.offset(r), row, 0, row.length);
        } else if (values instanceof SparseMatrix sparse) {
            java.util.Arrays.fill(row, 0);
            for (int k = sparse.offsets()[r]; k < sparse.offsets()[r + 1]; k++) {
                row[sparse.indices()[k]] = sparse.values()[k];
            }
        }
    }

    private static String quoted(String name, char separator) {
        boolean plain = name.indexOf(separator) < 0 && name.indexOf('"') < 0;
        return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}
