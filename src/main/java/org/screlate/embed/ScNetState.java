package org.screlate.embed;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.screlate.data.InvalidInputException;
import org.screlate.matrix.SparseMatrix;

/**
 * Training at the end of an epoch, whose arrays the training goes on to change ({@link #copy()} for who keeps it): enough to go on and reach what an uninterrupted run reaches, and to embed cells.
 * Random numbers follow from seed and epoch, so they need no state.
 *
 * @param epoch how many are done
 * @param steps how many steps of the optimiser are done
 * @param values by name: parameters, moments of the optimiser, the best epoch's parameters, location and scale of genes
 * @param cellGraph as pruned so far
 * @param log of the epochs done
 */
public record ScNetState(
        int epoch, long steps, Map<String, float[]> values, SparseMatrix cellGraph, List<ScNetEpoch> log) {
    /** Sorts the values by name. */
    public ScNetState {
        values = new TreeMap<>(values);
        log = List.copyOf(log);
    }

    /** The same, sharing no values with a training that goes on. */
    public ScNetState copy() {
        Map<String, float[]> copies = new TreeMap<>();
        values.forEach((name, array) -> copies.put(name, array.clone()));
        return new ScNetState(epoch, steps, copies, cellGraph, log);
    }

    /** Copies values out; the user's error if they are not there or not as many. */
    void copy(String name, float[] to) {
        float[] from = values.get(name);
        if (from == null || from.length != to.length) {
            throw new InvalidInputException("the checkpoint does not fit: " + name + " has "
                    + (from == null ? 0 : from.length) + " values where " + to.length
                    + " are needed; resume with the same input and options, or start anew");
        }
        System.arraycopy(from, 0, to, 0, to.length);
    }
}
