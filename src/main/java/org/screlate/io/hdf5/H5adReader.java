package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;

/** h5ad files: X, a layer or raw, with obs and var; anndata's present encoding and the older ones. */
public final class H5adReader {
    private static final String TURNED = "transpose it (adata.T) and import again";

    private H5adReader() {}

    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        return Hdf.read(path, file -> read(file, path.toString(), options, memory));
    }

    private static ForeignMatrix read(HdfFile file, String source, ForeignOptions options, LongConsumer memory) {
        HdfKind.check(file, ForeignOptions.Format.H5AD);
        Group data = data(file, options.modality());
        Group uns = Hdf.child(data, "uns") instanceof Group group ? group : null;
        HdfFrame cells = HdfFrame.read(data, "obs", uns);
        HdfFrame genes = options.raw() ? rawGenes(data, uns) : HdfFrame.read(data, "var", uns);
        HdfMatrix matrix = HdfMatrix.of(matrixOf(data, options));
        if (matrix.rows() != cells.index().size()
                || matrix.columns() != genes.index().size()) {
            throw new InvalidInputException("its matrix is " + matrix.rows() + " × " + matrix.columns() + " for "
                    + cells.index().size() + " cells and " + genes.index().size() + " genes; the file is damaged");
        }
        memory.accept(matrix.bytes());
        List<String> notes = new ArrayList<>();
        noteSkipped(notes, "obs", cells);
        noteSkipped(notes, "var", genes);
        String geneColumn = options.geneColumn();
        ForeignMatrix bare = new ForeignMatrix(
                source,
                cells.index(),
                geneColumn == null ? genes.index() : List.of(genes.columns().labels(geneColumn)),
                matrix.read(),
                Table.ofRows(cells.index().size()),
                geneColumn == null ? genes.columns() : withIndex(genes),
                elsewhere(data, options),
                TURNED,
                logBase(uns),
                List.of());
        return bare.withCellMetadata(cells.columns(), notes);
    }

    // The file itself, or one modality of a MuData file.
    private static Group data(HdfFile file, @Nullable String modality) {
        if (!(Hdf.child(file, "mod") instanceof Group modalities) || Hdf.child(file, "X") != null) {
            if (modality != null) {
                throw new InvalidInputException("it is no MuData file and has no modalities; leave --modality out");
            }
            return file;
        }
        List<String> names = Hdf.names(modalities);
        String chosen = modality == null && names.size() == 1 ? names.get(0) : modality;
        if (chosen == null || !(Hdf.child(modalities, chosen) instanceof Group data)) {
            throw new InvalidInputException(
                    (chosen == null ? "it is a MuData file" : "it has no modality '" + chosen + "'")
                            + "; choose one by --modality: " + String.join(", ", names));
        }
        return data;
    }

    // scanpy notes another base than e.
    private static double logBase(@Nullable Group uns) {
        if (uns == null || !(Hdf.descend(uns, "log1p/base") instanceof Dataset base)) {
            return Double.NaN;
        }
        Object data = base.getData();
        if (data instanceof Number number) {
            return number.doubleValue();
        }
        boolean one = data != null && data.getClass().isArray() && Array.getLength(data) == 1;
        return one && Array.get(data, 0) instanceof Number number ? number.doubleValue() : Double.NaN;
    }

    // Other names are chosen, but the ids that came in must go out.
    private static Table withIndex(HdfFrame genes) {
        boolean named =
                !genes.indexName().startsWith("_") && !genes.columns().names().contains(genes.indexName());
        String name = named ? genes.indexName() : "input_name";
        Table first = Table.ofRows(genes.index().size())
                .with(name, ColumnText.text(genes.index().toArray(new String[0])));
        for (String column : genes.columns().names()) {
            first = first.with(column, genes.columns().column(column));
        }
        return first;
    }

    private static HdfFrame rawGenes(Group data, @Nullable Group uns) {
        if (Hdf.child(data, "raw") instanceof Group raw) {
            return HdfFrame.read(raw, "var", uns);
        }
        // As anndata 0.6 wrote it.
        return HdfFrame.read(data, Hdf.child(data, "raw.var") != null ? "raw.var" : "var", uns);
    }

    private static Node rawOf(Group data) {
        Node matrix = Hdf.child(data, "raw") instanceof Group raw ? Hdf.child(raw, "X") : Hdf.child(data, "raw.X");
        return present(matrix, "it has no raw; leave --raw out" + layers(data, ", or give --layer: "));
    }

    private static Node matrixOf(Group file, ForeignOptions options) {
        if (options.raw()) {
            return rawOf(file);
        }
        String layer = options.layer();
        if (layer == null) {
            return present(Hdf.child(file, "X"), "it has no X" + layers(file, "; give --layer: "));
        }
        Node node = Hdf.child(file, "layers") instanceof Group layers ? Hdf.child(layers, layer) : null;
        return present(node, "it has no layer '" + layer + "'" + layers(file, "; there are: "));
    }

    private static Node present(@Nullable Node node, String message) {
        if (node == null) {
            throw new InvalidInputException(message);
        }
        return node;
    }

    private static String layers(Group file, String before) {
        List<String> names = Hdf.child(file, "layers") instanceof Group layers ? Hdf.names(layers) : List.of();
        return names.isEmpty() ? "" : before + String.join(", ", names);
    }

    private static String elsewhere(Group file, ForeignOptions options) {
        List<String> others = new ArrayList<>();
        if (!options.raw() && (Hdf.child(file, "raw") instanceof Group || Hdf.child(file, "raw.X") != null)) {
            others.add("--raw");
        }
        if (Hdf.child(file, "layers") instanceof Group layers) {
            Hdf.names(layers).stream()
                    .filter(name -> !name.equals(options.layer()))
                    .forEach(name -> others.add("--layer " + name));
        }
        return others.isEmpty() ? "" : "try " + String.join(" or ", others);
    }

    private static void noteSkipped(List<String> notes, String where, HdfFrame frame) {
        if (!frame.skipped().isEmpty()) {
            notes.add("left out columns of " + where
                    + " that do not hold one word, number or claim for each row, or cannot be read: "
                    + String.join(", ", frame.skipped()));
        }
    }
}
