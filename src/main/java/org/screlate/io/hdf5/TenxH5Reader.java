package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.io.foreign.CompressedRows;
import org.screlate.io.foreign.ForeignMatrix;
import org.screlate.io.foreign.ForeignOptions;
import org.screlate.io.foreign.TenxFeatures;

/** The HDF5 files of 10x Cell Ranger, version 3 (group {@code matrix}) and 2 (one group a genome). */
public final class TenxH5Reader {
    private TenxH5Reader() {}

    public static ForeignMatrix read(Path path, ForeignOptions options, LongConsumer memory) {
        return Hdf.read(path, file -> {
            HdfKind.check(file, ForeignOptions.Format.TENX_H5);
            Group matrix = matrix(file, options.genome());
            int[] shape = HdfAttributes.pair(Hdf.dataset(matrix, "shape").getData());
            List<String> cells = Hdf.names(Hdf.dataset(matrix, "barcodes"));
            TenxFeatures features = features(matrix);
            if (features.ids().size() != shape[0] || cells.size() != shape[1]) {
                throw new InvalidInputException("its shape is " + shape[0] + " × " + shape[1] + " for "
                        + features.ids().size() + " features and " + cells.size() + " barcodes; the file is damaged");
            }
            Dataset data = Hdf.dataset(matrix, "data");
            memory.accept(HdfMatrix.bytes(data, data.getSize()));
            // Compressed columns of features × barcodes are compressed rows of barcodes × features.
            CompressedRows rows = HdfMatrix.compressed(matrix, shape[1], shape[0]);
            List<String> genomes = Hdf.descend(matrix, "features/genome") instanceof Dataset words
                    ? Hdf.names(words)
                    : Collections.nCopies(features.ids().size(), matrix.getName());
            return features.matrix(path.toString(), cells, rows.toMatrix(), genomes, options);
        });
    }

    /** The one matrix of version 3, or of version 2 one for each genome. */
    static List<Group> matrices(HdfFile file) {
        if (Hdf.child(file, "matrix") instanceof Group matrix) {
            return List.of(matrix);
        }
        List<Group> genomes = Hdf.names(file).stream()
                .filter(name -> Hdf.child(file, name) instanceof Group group && Hdf.child(group, "barcodes") != null)
                .map(name -> Hdf.group(file, name))
                .toList();
        if (genomes.isEmpty()) {
            throw new InvalidInputException("it has no group 'matrix'; is it a 10x file?");
        }
        return genomes;
    }

    private static Group matrix(HdfFile file, @Nullable String genome) {
        List<Group> matrices = matrices(file);
        if (matrices.size() == 1) {
            return matrices.get(0);
        }
        List<String> names = matrices.stream().map(Group::getName).toList();
        if (genome == null || !names.contains(genome)) {
            throw new InvalidInputException(
                    (genome == null ? "it holds several genomes" : "it has no genome '" + genome + "'")
                            + "; choose one by --genome: " + String.join(", ", names));
        }
        return matrices.get(names.indexOf(genome));
    }

    private static TenxFeatures features(Group matrix) {
        if (Hdf.child(matrix, "features") instanceof Group features) {
            return new TenxFeatures(
                    Hdf.names(Hdf.dataset(features, "id")),
                    Hdf.names(Hdf.dataset(features, "name")),
                    Hdf.child(features, "feature_type") instanceof Dataset types ? Hdf.names(types) : null);
        }
        return new TenxFeatures(
                Hdf.names(Hdf.dataset(matrix, "genes")), Hdf.names(Hdf.dataset(matrix, "gene_names")), null);
    }
}
