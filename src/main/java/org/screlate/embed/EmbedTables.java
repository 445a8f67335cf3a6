package org.screlate.embed;

import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.screlate.data.Column;
import org.screlate.data.Table;

/** Results as tables, ready to plot. */
public final class EmbedTables {
    private EmbedTables() {}

    /** One row an epoch, columns named as in {@link ScNetEpoch}. */
    public static Table log(List<ScNetEpoch> log) {
        return Table.ofRows(log.size())
                .with("epoch", whole(log, ScNetEpoch::epoch))
                .with("loss", real(log, ScNetEpoch::loss))
                .with("edge_loss", real(log, ScNetEpoch::edgeLoss))
                .with("expression_loss", real(log, ScNetEpoch::expressionLoss))
                .with("correlation_loss", real(log, ScNetEpoch::correlationLoss))
                .with("uniform_auroc", real(log, ScNetEpoch::uniformAuroc))
                .with("matched_auroc", real(log, ScNetEpoch::matchedAuroc))
                .with("written_auroc", real(log, ScNetEpoch::writtenAuroc))
                .with("cell_edges", whole(log, ScNetEpoch::cellEdges))
                .with("best", best(log));
    }

    /** The names of coordinates: scnet1, scnet2, … */
    public static List<String> dimensions(int number) {
        return IntStream.rangeClosed(1, number).mapToObj(d -> "scnet" + d).toList();
    }

    /** The names of coordinates of joined vectors: network1, network2, … scnet1, scnet2, … */
    public static List<String> dimensions(JoinedGenes joined) {
        return Stream.concat(
                        IntStream.rangeClosed(1, joined.networkDimensions()).mapToObj(d -> "network" + d),
                        dimensions(joined.vectors().columns() - joined.networkDimensions()).stream())
                .toList();
    }

    /** The names of coordinates of joined cells: pc1, pc2, … scnet1, scnet2, … */
    public static List<String> dimensions(JoinedCells joined) {
        return Stream.concat(
                        IntStream.rangeClosed(1, joined.components()).mapToObj(d -> "pc" + d),
                        dimensions(joined.vectors().columns() - joined.components()).stream())
                .toList();
    }

    private static Column whole(List<ScNetEpoch> log, ToLongFunction<ScNetEpoch> part) {
        return new Column.Whole(log.stream().mapToLong(part).toArray());
    }

    private static Column real(List<ScNetEpoch> log, ToDoubleFunction<ScNetEpoch> part) {
        return new Column.Real(log.stream().mapToDouble(part).toArray());
    }

    private static Column best(List<ScNetEpoch> log) {
        boolean[] best = new boolean[log.size()];
        for (int i = 0; i < best.length; i++) {
            best[i] = log.get(i).best();
        }
        return new Column.Flag(best);
    }
}
