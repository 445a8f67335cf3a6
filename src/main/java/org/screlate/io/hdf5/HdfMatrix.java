package org.screlate.io.hdf5;

import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.util.Objects;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.matrix.SparseMatrix;

/** A matrix inside an h5ad: a group of compressed rows or columns, or a dataset of two dimensions. */
final class HdfMatrix {
    private final Node node;
    private final Form form;
    private final int rows;
    private final int columns;

    private enum Form {
        ROWS,
        COLUMNS,
        DENSE
    }

    private HdfMatrix(Node node, Form form, int[] shape) {
        this.node = node;
        this.form = form;
        this.rows = shape[0];
        this.columns = shape[1];
    }

    /** Finds out the form and shape of a matrix; its numbers are not read yet. */
    static HdfMatrix of(Node node) {
        if (node instanceof Dataset dataset) {
            if (dataset.getDimensions().length != 2) {
                throw new InvalidInputException("'" + node.getPath() + "' is not a matrix: it has "
                        + dataset.getDimensions().length + " dimensions");
            }
            return new HdfMatrix(dataset, Form.DENSE, dataset.getDimensions());
        }
        String said = HdfAttributes.text(node, "encoding-type");
        // Before 0.7 anndata said h5sparse_format = csr.
        String form = said != null ? said : Objects.requireNonNullElse(HdfAttributes.text(node, "h5sparse_format"), "");
        int[] now = HdfAttributes.shape(node, "shape");
        int[] shape = now != null ? now : HdfAttributes.shape(node, "h5sparse_shape");
        if (shape == null || !(form.startsWith("csr") || form.startsWith("csc"))) {
            throw new InvalidInputException(
                    "'" + node.getPath() + "' is encoded as '" + form + "', which is no matrix this program reads");
        }
        return new HdfMatrix(node, form.startsWith("csr") ? Form.ROWS : Form.COLUMNS, shape);
    }

    int rows() {
        return rows;
    }

    int columns() {
        return columns;
    }

    /** How it is stored, in words. */
    String form() {
        return switch (form) {
            case ROWS -> "sparse by cells (CSR)";
            case COLUMNS -> "sparse by genes (CSC)";
            case DENSE -> "dense";
        };
    }

    /** Some of its first values. */
    float[] first() {
        if (form != Form.DENSE) {
            return Hdf.first(Hdf.dataset((Group) node, "data"));
        }
        return columns == 0 || rows == 0 ? new float[0] : HdfDense.first((Dataset) node);
    }

    /** Numbers it stores: for a dense one, zeros too. */
    long stored() {
        return form == Form.DENSE
                ? (long) rows * columns
                : Hdf.dataset((Group) node, "data").getSize();
    }

    /** Bytes of {@link #read} at its peak. */
    long bytes() {
        return bytes(form == Form.DENSE ? (Dataset) node : Hdf.dataset((Group) node, "data"), stored());
    }

    /**
     * Bytes that reading so many values takes at its peak: beside the arrays half a chunk, as what is packed and unpacked of one,
     * such as all that R writes, must lie in one piece.
     */
    static long bytes(Dataset values, long stored) {
        return CompressedRows.bytes(stored) + Hdf.bytesOfChunk(values) / 2;
    }

    /** Reads it with rows and columns swapped. */
    SparseMatrix readTransposed() {
        SparseMatrix matrix = read();
        return new CompressedRows(rows, columns, matrix.offsets(), matrix.indices(), matrix.values())
                .transposed()
                .toMatrix();
    }

    /** Reads it. */
    SparseMatrix read() {
        if (form == Form.DENSE) {
            return HdfDense.nonZero((Dataset) node).toMatrix();
        }
        return form == Form.ROWS
                ? compressed((Group) node, rows, columns).toMatrix()
                : compressed((Group) node, columns, rows).transposed().toMatrix();
    }

    /** The number of values, after the lengths of the three arrays, as they are declared, were compared; none takes memory before. */
    private static long stored(Group group, int rows) {
        long stored = Hdf.dataset(group, "data").getSize();
        if (stored > CompressedRows.MOST) {
            throw CompressedRows.tooMany(stored);
        }
        long indices = Hdf.dataset(group, "indices").getSize();
        if (indices != stored) {
            throw new InvalidInputException("'" + group.getPath() + "' has " + indices + " indices but " + stored
                    + " values; the file is damaged");
        }
        long pointers = Hdf.dataset(group, "indptr").getSize();
        if (pointers != rows + 1L) {
            throw new InvalidInputException("'" + group.getPath() + "' has " + pointers + " pointers for " + rows
                    + " rows; the file is damaged");
        }
        return stored;
    }

    /** The three arrays of compressed rows, or of columns taken as rows. */
    static CompressedRows compressed(Group group, int rows, int columns) {
        long stored = stored(group, rows);
        int[] offsets = Hdf.ints(Hdf.dataset(group, "indptr"));
        if (offsets[rows] != stored) {
            throw new InvalidInputException("'" + group.getPath() + "' has " + stored
                    + " values, but its last pointer is " + offsets[rows] + "; the file is damaged");
        }
        return new CompressedRows(
                rows,
                columns,
                offsets,
                Hdf.ints(Hdf.dataset(group, "indices")),
                Hdf.floats(Hdf.dataset(group, "data")));
    }
}
