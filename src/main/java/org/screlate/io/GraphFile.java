package org.screlate.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.Float4Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.dictionary.DictionaryProvider;
import org.apache.arrow.vector.types.pojo.Schema;
import org.screlate.data.CellGraph;
import org.screlate.data.InvalidInputException;
import org.screlate.io.arrow.ArrowBatches;
import org.screlate.io.arrow.ArrowColumns;
import org.screlate.io.arrow.ArrowMetadata;
import org.screlate.io.file.Compression;
import org.screlate.io.file.Json;
import org.screlate.matrix.SparseMatrix;

/** Graphs as Arrow files of kind {@value #KIND}: {@code source}, {@code target} (int32, from 0) and {@code weight}. */
public final class GraphFile {
    /** The kind in the file. */
    public static final String KIND = "graph";

    private GraphFile() {}

    /** Writes a graph, one row an edge, in order of source, then target. */
    public static void write(Path path, CellGraph graph) {
        try (BufferAllocator allocator = new RootAllocator()) {
            SparseMatrix weights = graph.weights();
            Map<String, String> metadata = ArrowMetadata.of(KIND, graph.name(), weights.stored(), graph.provenance());
            metadata.put(ArrowMetadata.NODES, Json.of(graph.nodes()));
            Schema schema = new Schema(
                    List.of(
                            ArrowColumns.required("source", ArrowColumns.INT32),
                            ArrowColumns.required("target", ArrowColumns.INT32),
                            ArrowColumns.required("weight", ArrowColumns.FLOAT32)),
                    metadata);
            int[] sources = new int[weights.stored()];
            for (int r = 0; r < weights.rows(); r++) {
                Arrays.fill(sources, weights.offsets()[r], weights.offsets()[r + 1], r);
            }
            ArrowBatches.write(
                    path,
                    schema,
                    new DictionaryProvider.MapDictionaryProvider(),
                    allocator,
                    ArrowBatches.ends(weights.stored(), e -> 1),
                    (root, from, to) -> {
                        ArrowColumns.putInts((IntVector) root.getVector(0), sources, from, to - from);
                        ArrowColumns.putInts((IntVector) root.getVector(1), weights.indices(), from, to - from);
                        ArrowColumns.putFloats((Float4Vector) root.getVector(2), weights.values(), from, to - from);
                    },
                    Compression.NONE);
        }
    }

    /** Reads a graph. */
    public static CellGraph read(Path path) {
        return ArrowBatches.read(path, List.of(KIND), contents -> {
            List<String> nodes = ArrowMetadata.names(contents.metadata(), ArrowMetadata.NODES);
            int edges = contents.rows();
            int[] sources = new int[edges];
            int[] targets = new int[edges];
            float[] weights = new float[edges];
            contents.forEachBatch((root, from) -> {
                ArrowColumns.takeInts(
                        contents.vector(root, "source", IntVector.class), sources, from, root.getRowCount());
                ArrowColumns.takeInts(
                        contents.vector(root, "target", IntVector.class), targets, from, root.getRowCount());
                ArrowColumns.takeFloats(
                        contents.vector(root, "weight", Float4Vector.class), weights, from, root.getRowCount());
            });
            for (float weight : weights) {
                if (!Float.isFinite(weight)) {
                    throw new InvalidInputException(
                            "an edge has the weight " + weight + "; weights are finite numbers");
                }
            }
            return new CellGraph(
                    nodes,
                    new SparseMatrix(nodes.size(), nodes.size(), offsets(sources, nodes.size()), targets, weights),
                    contents.metadata().getOrDefault(ArrowMetadata.LAYER, ""),
                    ArrowMetadata.provenance(contents.metadata()));
        });
    }

    private static int[] offsets(int[] sources, int nodes) {
        int[] offsets = new int[nodes + 1];
        int last = 0;
        for (int source : sources) {
            if (source < last || source >= nodes) {
                throw new InvalidInputException("its edges are not in order of source, or name no node: " + source);
            }
            last = source;
            offsets[source + 1]++;
        }
        for (int n = 0; n < nodes; n++) {
            offsets[n + 1] += offsets[n];
        }
        return offsets;
    }
}
