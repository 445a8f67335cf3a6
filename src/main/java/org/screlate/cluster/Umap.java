package org.screlate.cluster;

import java.util.List;
import org.screlate.data.CellGraph;
import org.screlate.data.Embedding;
import org.screlate.data.Provenance;
import org.screlate.graph.UmapLayout;

/** Cells in the plane, by {@link UmapLayout} of their graph. */
public final class Umap {
    private Umap() {}

    /** Lays them out; the same for the same seed. */
    public static Embedding of(CellGraph graph, long seed, Provenance history) {
        return new Embedding(
                graph.nodes(), List.of("umap_1", "umap_2"), UmapLayout.of(graph.weights(), seed), "umap", history);
    }
}
