package org.screlate.impute;

import java.util.LinkedHashMap;
import java.util.Map;
import org.screlate.graph.NeighbourGraph;
import org.screlate.matrix.DenseMatrix;
import org.screlate.matrix.SparseMatrix;
import org.screlate.matrix.Workers;

/** Copies of every stage of one run; graphs as the weights of propagation. */
final class Stages implements Sccr.Witness {
    private final Map<String, Object> seen = new LinkedHashMap<>();

    static Stages of(SparseMatrix x, Sccr.Options options) {
        Stages stages = new Stages();
        stages.seen.put("out", new Sccr(options).impute(x, Workers.ONE, stages));
        return stages;
    }

    @Override
    public void see(String stage, Object shown) {
        seen.put(
                stage,
                shown instanceof DenseMatrix dense ? dense.copy() : NeighbourGraph.normalised((SparseMatrix) shown));
    }

    DenseMatrix values(String stage) {
        return (DenseMatrix) seen.get(stage);
    }

    SparseMatrix graph(int number) {
        return (SparseMatrix) seen.get("graph " + number);
    }
}
