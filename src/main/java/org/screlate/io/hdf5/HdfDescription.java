package org.screlate.io.hdf5;

import io.jhdf.HdfFile;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.NotEnoughMemoryException;
import org.screlate.data.Table;
import org.screlate.io.foreign.Description;

/** Says what an HDF5 file holds: names and columns are read, of the values only the first. */
public final class HdfDescription {
    private HdfDescription() {}

    /** An h5ad or h5mu file. */
    public static Description h5ad(Path path) {
        return Hdf.read(path, file -> {
            Description found = new Description();
            if (Hdf.child(file, "mod") instanceof Group modalities && Hdf.child(file, "X") == null) {
                List<String> names = Hdf.names(modalities);
                String first = names.contains("rna") ? "rna" : names.get(0);
                found.with("kind", "h5mu (MuData)")
                        .with("written by", said(file, "encoder") + " " + said(file, "encoder-version"))
                        .with("modalities", names)
                        .with("described", "the modality " + first)
                        .withOption("--modality " + first);
                return annData(found, Hdf.group(modalities, first));
            }
            return annData(found.with("kind", "h5ad (AnnData)").with("written by", writer(file)), file);
        });
    }

    private static Description annData(Description found, Group data) {
        Group uns = Hdf.child(data, "uns") instanceof Group group ? group : null;
        HdfFrame cells = HdfFrame.read(data, "obs", uns);
        HdfFrame genes = HdfFrame.read(data, "var", uns);
        found.withShape(cells.index().size(), genes.index().size());
        boolean raw = Hdf.child(data, "raw") instanceof Group || Hdf.child(data, "raw.X") != null;
        Node matrix = Hdf.child(data, "X");
        String layer = matrix != null || raw ? null : layer(children(data, "layers"));
        if (matrix != null) {
            found.with("imported matrix", "X, " + HdfMatrix.of(matrix).form());
        } else if (raw) {
            found.with("imported matrix", "raw, for there is no X").withOption("--raw");
        } else if (layer != null) {
            matrix = Hdf.child(Hdf.group(data, "layers"), layer);
            found.with("imported matrix", "the layer " + layer + ", for there is no X")
                    .withOption("--layer " + layer);
        }
        found.with("layers", children(data, "layers"))
                .with("raw", raw ? "there (--raw)" : "")
                .with("cell columns", kinds(cells.columns()))
                .with("gene columns", kinds(genes.columns()))
                .with("left out", String.join(", ", cells.skipped()))
                .with("not imported", others(data))
                .withNames(cells.index(), genes.index());
        return matrix != null ? looked(found, HdfMatrix.of(matrix)::first) : found;
    }

    private static @Nullable String layer(List<String> layers) {
        if (layers.isEmpty()) {
            return null;
        }
        return layers.contains("counts") ? "counts" : layers.get(0);
    }

    private static List<String> others(Group data) {
        List<String> all = new ArrayList<>();
        for (String place : List.of("obsm", "varm", "obsp", "varp", "uns")) {
            children(data, place).forEach(name -> all.add(place + "/" + name));
        }
        return all;
    }

    private static List<String> children(Group data, String name) {
        return Hdf.child(data, name) instanceof Group group ? Hdf.names(group) : List.of();
    }

    /** What anndata wrote it, as far as its layout tells. */
    private static String writer(HdfFile file) {
        Node cells = Hdf.child(file, "obs");
        if (cells instanceof Dataset) {
            return "anndata 0.6 or before";
        }
        if (!(cells instanceof Group frame)) {
            return "";
        }
        if (Hdf.child(frame, "__categories") != null || HdfAttributes.text(file, "encoding-type") == null) {
            return "anndata 0.7, or a program that writes as it does";
        }
        String index = Objects.requireNonNullElse(HdfAttributes.text(frame, "_index"), "_index");
        return Hdf.child(frame, index) instanceof Group
                ? "anndata 0.13 or later (words as nullable strings)"
                : "anndata 0.8 or later";
    }

    private static String said(Group group, String attribute) {
        return Objects.requireNonNullElse(HdfAttributes.text(group, attribute), "");
    }

    private static List<String> kinds(Table columns) {
        List<String> all = new ArrayList<>();
        columns.columns().forEach((name, column) -> all.add(name + " (" + kind(column) + ")"));
        return all;
    }

    private static String kind(Column column) {
        return column instanceof Column.Text
                ? "words"
                : column instanceof Column.Flag ? "true/false" : column instanceof Column.Whole ? "whole" : "numbers";
    }

    /** A file of Cell Ranger's or CellBender's. */
    public static Description tenx(Path path) {
        return Hdf.read(path, file -> {
            List<Group> matrices = TenxH5Reader.matrices(file);
            Group matrix = matrices.get(0);
            int[] shape = HdfAttributes.pair(Hdf.dataset(matrix, "shape").getData());
            boolean three = Hdf.child(matrix, "features") != null;
            Description found = new Description()
                    .with("kind", three ? "10x HDF5 of Cell Ranger 3 or later" : "10x HDF5 of Cell Ranger 2")
                    .with(
                            "written by",
                            Hdf.child(file, "droplet_latents") != null || Hdf.child(file, "metadata") != null
                                    ? "CellBender"
                                    : said(file, "software_version"))
                    .withShape(shape[1], shape[0]);
            if (three) {
                Group features = Hdf.group(matrix, "features");
                found.with("feature types", distinct(features, "feature_type"))
                        .with("genomes", distinct(features, "genome"));
                return values(found, matrix, Hdf.names(Hdf.dataset(features, "name")));
            }
            found.with("genomes", matrices.stream().map(Group::getName).toList());
            return values(found, matrix, Hdf.names(Hdf.dataset(matrix, "gene_names")));
        });
    }

    private static Description values(Description found, Group matrix, List<String> genes) {
        return looked(
                found.withNames(Hdf.names(Hdf.dataset(matrix, "barcodes")), genes),
                () -> Hdf.first(Hdf.dataset(matrix, "data")));
    }

    // All else can be told without them.
    private static Description looked(Description found, Supplier<float[]> values) {
        try {
            return found.withValues(values.get());
        } catch (NotEnoughMemoryException e) {
            return found.with("values", "not looked at: " + e.getMessage());
        }
    }

    private static List<String> distinct(Group features, String name) {
        Node node = Hdf.child(features, name);
        return node instanceof Dataset words
                ? Hdf.names(words).stream().distinct().toList()
                : List.of();
    }

    /** A loom file. */
    public static Description loom(Path path) {
        return Hdf.read(path, file -> {
            HdfMatrix matrix = HdfMatrix.of(Hdf.dataset(file, "matrix"));
            Group cells = Hdf.group(file, "col_attrs");
            Group genes = Hdf.group(file, "row_attrs");
            String version = Hdf.descend(file, "attrs/LOOM_SPEC_VERSION") instanceof Dataset dataset
                    ? String.valueOf(dataset.getData())
                    : said(file, "LOOM_SPEC_VERSION");
            Description found = new Description()
                    .with("kind", "loom" + (version.isEmpty() ? "" : ", specification " + version))
                    .withShape(matrix.columns(), matrix.rows())
                    .with("layers", children(file, "layers"))
                    .with("cell columns", Hdf.names(cells))
                    .with("gene columns", Hdf.names(genes));
            return looked(found, matrix::first);
        });
    }
}
