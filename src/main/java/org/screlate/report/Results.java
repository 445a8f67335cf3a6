package org.screlate.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.screlate.data.CellMatrix;
import org.screlate.data.GeneSet;
import org.screlate.data.Layer;
import org.screlate.data.Provenance;
import org.screlate.data.Table;

/**
 * All results that a report is made of.
 *
 * @param all in the order they were given
 */
public record Results(List<Result> all) {
    /** Keeps its own copy; p-values must be some. */
    public Results {
        all = List.copyOf(all);
        for (Result result : all) {
            if (result.content() instanceof Result.Rows rows
                    && rows.table().names().contains("p_value")) {
                rows.table().checkProbabilities("p_value");
            }
        }
    }

    /**
     * A table with what tells it apart.
     *
     * @param sample whose it is
     * @param label what tells it from others of the sample
     * @param table the rows
     */
    record Named(String sample, String label, Table table) {
        /** Sample and label as one name. */
        String name() {
            return label.isEmpty() ? sample : sample.isEmpty() ? label : sample + ", " + label;
        }

        /** The sample as a sentence begins with it. */
        String sampleName() {
            return sample.isEmpty() ? "The data" : sample;
        }
    }

    /** Names of samples, in order; those of whole runs have none. */
    List<String> samples() {
        Set<String> samples = new LinkedHashSet<>();
        all.stream().map(Result::sample).filter(sample -> !sample.isEmpty()).forEach(samples::add);
        return List.copyOf(samples);
    }

    /** Whether a sample is put together of others, as its histories tell. */
    boolean isMerged(String sample) {
        return Steps.last(history(sample), "merge").isPresent();
    }

    /** All tables of a role. */
    List<Named> tables(Role role) {
        List<Named> found = new ArrayList<>();
        for (Result result : all) {
            if (result.content() instanceof Result.Rows rows && Role.of(rows.table()) == role) {
                found.add(new Named(result.sample(), result.label(), rows.table()));
            }
        }
        return found;
    }

    /** Every gene set among the results. */
    List<GeneSet> geneSets() {
        List<GeneSet> sets = new ArrayList<>();
        for (Result result : all) {
            if (result.content() instanceof Result.Sets of) {
                sets.addAll(of.sets());
            }
        }
        return sets;
    }

    /** Tables of a role in a sample. */
    List<Named> tables(Role role, String sample) {
        return tables(role).stream()
                .filter(named -> named.sample().equals(sample))
                .toList();
    }

    /** Results of a sample that hold one kind of content. */
    <T extends Result.Content> Stream<Result> of(String sample, Class<T> kind) {
        return all.stream().filter(result -> result.sample().equals(sample) && kind.isInstance(result.content()));
    }

    /** The matrices of a layer in a sample; those from which values were hidden on purpose are not among them. */
    List<CellMatrix> matrices(String sample, Layer layer) {
        return of(sample, Result.Cells.class)
                .filter(result -> !Steps.isMasked(result.provenance()))
                .map(result -> ((Result.Cells) result.content()).matrix())
                .filter(matrix -> matrix.layer() == layer)
                .toList();
    }

    /** The first matrix of a layer. */
    Optional<CellMatrix> matrix(String sample, Layer layer) {
        return matrices(sample, layer).stream().findFirst();
    }

    /** Every step of every history, each once, oldest first. */
    Provenance history() {
        Provenance history = Provenance.NONE;
        for (Result result : all) {
            history = history.with(result.provenance());
        }
        return history;
    }

    /** The steps of one sample's histories. */
    Provenance history(String sample) {
        Provenance history = Provenance.NONE;
        for (Result result : all) {
            history = result.sample().equals(sample) ? history.with(result.provenance()) : history;
        }
        return history;
    }
}
