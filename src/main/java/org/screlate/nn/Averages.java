package org.screlate.nn;

import java.util.List;
import org.screlate.matrix.Workers;

/**
 * Parameters averaged over the steps of training, the latest counting most: after each step \(a \leftarrow \delta a + (1 -
 * \delta) \theta\). Steps of a noisy loss go to and fro around a place that the average is nearer to than any of them.
 *
 * @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky (1992)</a>, who take the plain mean
 */
public final class Averages {
    private static final int BLOCK = 1 << 15;

    private final List<Average> averages;
    private final float decay;

    /**
     * Starts from the parameters as they are.
     *
     * @param decay δ, from 0 (the parameters themselves) to below 1
     */
    public Averages(List<Parameter> parameters, double decay) {
        this.decay = (float) decay;
        averages = parameters.stream()
                .map(parameter ->
                        new Average(parameter, parameter.value().values().clone()))
                .toList();
    }

    /**
     * One of them; not copied, so that it can be saved and put back.
     *
     * @param values a
     */
    public record Average(Parameter parameter, float[] values) {}

    /** Takes in the parameters as a step has left them. */
    public void step(Workers workers) {
        for (Average average : averages) {
            float[] a = average.values;
            float[] theta = average.parameter.value().values();
            workers.forBlocks(a.length, BLOCK, (from, to) -> {
                for (int i = from; i < to; i++) {
                    a[i] = theta[i] + decay * (a[i] - theta[i]);
                }
            });
        }
    }

    /** Puts the averages in the place of the parameters, and those aside; done again, it takes that back. */
    public void exchange() {
        for (Average average : averages) {
            float[] theta = average.parameter.value().values();
            for (int i = 0; i < theta.length; i++) {
                float kept = theta[i];
                theta[i] = average.values[i];
                average.values[i] = kept;
            }
        }
    }

    /** One for each parameter, in their order. */
    public List<Average> averages() {
        return averages;
    }
}
