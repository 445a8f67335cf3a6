package org.screlate.evaluate;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.screlate.data.Ontology;

/**
 * How alike terms of an ontology are, by Wang: a term gives each more general term \(t\) of its namespace a weight
 * \(S(t)\), 1 to itself and on the way up the greatest product of the relations' weights (is a 0.8, part of 0.6, others
 * 0.7); then \[ \text{sim}(a, b) = \frac{\sum_{t \in a \cap b} (S_a(t) + S_b(t))}{\sum_{t \in a} S_a(t) + \sum_{t \in b}
 * S_b(t)}. \] Genes are alike as the mean, over all terms of both, of the best match among the terms of the other.
 *
 * @see <a href="https://doi.org/10.1093/bioinformatics/btm087">Wang et al. (2007), equations 1 to 4</a>
 */
final class TermSimilarity {
    private final Ontology ontology;
    private final Weights weights;

    /**
     * How much of its meaning a term shares with a more general one, by their relation, each below 1.
     *
     * @param isA of a kind with its class
     * @param partOf of a part with its whole
     * @param other of a process with what it regulates
     */
    record Weights(double isA, double partOf, double other) {
        /** The first two as Wang has them; the paper does without other relations. */
        static final Weights DEFAULTS = new Weights(0.8, 0.6, 0.7);

        double of(Ontology.Relation relation) {
            return switch (relation) {
                case IS_A -> isA;
                case PART_OF -> partOf;
                case OTHER -> other;
            };
        }
    }

    /** The weights that a term gives: numbers of terms, rising, and {@code S} of each. */
    record Meaning(int[] terms, double[] weights, double sum) {}

    TermSimilarity(Ontology ontology, Weights weights) {
        this.ontology = ontology;
        this.weights = weights;
    }

    /** What a term stands for. */
    Meaning meaning(int term) {
        Map<Integer, Double> found = new TreeMap<>(Map.of(term, 1.0));
        ArrayDeque<Integer> open = new ArrayDeque<>(found.keySet());
        // Every step multiplies by less than 1, so that the search ends even where relations form a circle.
        while (!open.isEmpty()) {
            int t = open.remove();
            for (Ontology.Parent parent : ontology.parents().get(t)) {
                double weight = found.getOrDefault(t, 0.0) * weights.of(parent.relation());
                boolean inside = ontology.namespaces()
                        .get(parent.term())
                        .equals(ontology.namespaces().get(term));
                if (inside && weight > found.getOrDefault(parent.term(), 0.0)) {
                    found.put(parent.term(), weight);
                    open.add(parent.term());
                }
            }
        }
        double[] values =
                found.values().stream().mapToDouble(Double::doubleValue).toArray();
        return new Meaning(
                found.keySet().stream().mapToInt(Integer::intValue).toArray(),
                values,
                Arrays.stream(values).sum());
    }

    /** How alike two terms are, 0 to 1. */
    static double ofTerms(Meaning a, Meaning b) {
        double shared = 0;
        int j = 0;
        for (int i = 0; i < a.terms().length; i++) {
            while (j < b.terms().length && b.terms()[j] < a.terms()[i]) {
                j++;
            }
            if (j < b.terms().length && b.terms()[j] == a.terms()[i]) {
                shared += a.weights()[i] + b.weights()[j];
            }
        }
        return shared / (a.sum() + b.sum());
    }

    /** How alike two genes are, 0 to 1, by their terms, at least one each. */
    static double ofGenes(Meaning[] one, Meaning[] other) {
        double sum = 0;
        double[] bestOfOther = new double[other.length];
        for (Meaning a : one) {
            double best = 0;
            for (int j = 0; j < other.length; j++) {
                double similarity = ofTerms(a, other[j]);
                best = Math.max(best, similarity);
                bestOfOther[j] = Math.max(bestOfOther[j], similarity);
            }
            sum += best;
        }
        return (sum + Arrays.stream(bestOfOther).sum()) / (one.length + other.length);
    }

    /**
     * How alike one gene is to each of many, as {@link #ofGenes} has it for two: how alike its terms are to all terms is
     * found once.
     *
     * @param gene numbers of its terms in {@code meanings}, at least one
     * @param genes those of the many
     * @param meanings of all terms
     */
    double[] toGenes(int[] gene, List<int[]> genes, Meaning[] meanings) {
        double[][] toTerms = Arrays.stream(gene)
                .mapToObj(term -> toTerms(meanings[term], meanings))
                .toArray(double[][]::new);
        return genes.stream()
                .mapToDouble(other -> bestMatches(toTerms, other) / (gene.length + other.length))
                .toArray();
    }

    private double[] toTerms(Meaning a, Meaning[] meanings) {
        double[] weights = new double[ontology.ids().size()];
        for (int i = 0; i < a.terms().length; i++) {
            weights[a.terms()[i]] = a.weights()[i];
        }
        double[] alike = new double[meanings.length];
        for (int b = 0; b < alike.length; b++) {
            int[] terms = meanings[b].terms();
            double shared = 0;
            for (int i = 0; i < terms.length; i++) {
                if (weights[terms[i]] > 0) {
                    shared += weights[terms[i]] + meanings[b].weights()[i];
                }
            }
            alike[b] = shared / (a.sum() + meanings[b].sum());
        }
        return alike;
    }

    private static double bestMatches(double[][] toTerms, int[] other) {
        double[] best = new double[toTerms.length];
        double sum = 0;
        for (int term : other) {
            double bestOfTerm = 0;
            for (int a = 0; a < best.length; a++) {
                best[a] = Math.max(best[a], toTerms[a][term]);
                bestOfTerm = Math.max(bestOfTerm, toTerms[a][term]);
            }
            sum += bestOfTerm;
        }
        return sum + Arrays.stream(best).sum();
    }
}
