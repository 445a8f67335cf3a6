package org.screlate.evaluate;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.screlate.data.Annotations;
import org.screlate.data.GeneEmbedding;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Ontology;

/**
 * The genes that all embeddings hold and that are annotated within a namespace, with their terms.
 *
 * @param genes in the order of the first embedding, at least 3
 * @param direct numbers of the terms that each gene is annotated with
 * @param members for each term, the genes with it or with a term below it by is a and part of, by numbers in {@code genes}
 */
public record AnnotatedGenes(List<String> genes, List<int[]> direct, Map<Integer, BitSet> members) {
    /** Finds them; the user's error where there are none. */
    public static AnnotatedGenes of(
            Ontology ontology, Annotations annotations, String namespace, List<GeneEmbedding> embeddings) {
        if (!ontology.namespaces().contains(namespace)) {
            throw new InvalidInputException("the ontology has no namespace '" + namespace + "'; it has: "
                    + ontology.namespaces().stream().distinct().sorted().collect(Collectors.joining(", ")));
        }
        Map<String, Integer> numbers = new TreeMap<>(ontology.others());
        for (int t = 0; t < ontology.ids().size(); t++) {
            numbers.put(ontology.ids().get(t), t);
        }
        Set<String> shared = shared(embeddings);
        List<String> kept = new ArrayList<>();
        List<int[]> direct = new ArrayList<>();
        Map<Integer, BitSet> members = new TreeMap<>();
        for (String gene : shared) {
            int[] terms = annotations.terms().getOrDefault(gene, List.of()).stream()
                    .map(numbers::get)
                    .filter(Objects::nonNull)
                    .filter(t -> ontology.namespaces().get(t).equals(namespace))
                    .mapToInt(Integer::intValue)
                    .distinct()
                    .toArray();
            if (terms.length > 0) {
                above(ontology, terms).forEach(t -> members.computeIfAbsent(t, x -> new BitSet())
                        .set(kept.size()));
                kept.add(gene);
                direct.add(terms);
            }
        }
        if (kept.size() < 3
                && shared.stream().filter(annotations.terms()::containsKey).count() >= 3) {
            throw new InvalidInputException("the annotations of these genes name terms like '"
                    + annotations.terms().values().iterator().next().get(0) + "', and the namespace '" + namespace
                    + "' of the ontology hardly any of them; do both belong together?");
        }
        if (kept.size() < 3) {
            throw new InvalidInputException(kept.size() + " of " + shared.size()
                    + " genes are annotated; the embedding has names like '"
                    + embeddings.get(0).genes().get(0) + "', the annotations like '"
                    + annotations.terms().keySet().iterator().next() + "': check the identifiers");
        }
        return new AnnotatedGenes(List.copyOf(kept), List.copyOf(direct), members);
    }

    /** The genes that all embeddings hold, in the order of the first. */
    public static Set<String> shared(List<GeneEmbedding> embeddings) {
        Set<String> shared = new LinkedHashSet<>(embeddings.get(0).genes());
        embeddings.forEach(embedding -> shared.retainAll(Set.copyOf(embedding.genes())));
        return shared;
    }

    /** Terms and all above them within their namespace. */
    private static Set<Integer> above(Ontology ontology, int[] terms) {
        Set<Integer> all = new LinkedHashSet<>();
        ArrayDeque<Integer> open = new ArrayDeque<>();
        Arrays.stream(terms).forEach(open::add);
        while (!open.isEmpty()) {
            int t = open.remove();
            if (ontology.namespaces().get(t).equals(ontology.namespaces().get(terms[0])) && all.add(t)) {
                ontology.parents().get(t).stream()
                        .filter(parent -> parent.relation() != Ontology.Relation.OTHER)
                        .forEach(parent -> open.add(parent.term()));
            }
        }
        return all;
    }

    /** The genes of each term as sets named by its id. */
    public List<GeneSet> sets(Ontology ontology) {
        List<GeneSet> sets = new ArrayList<>();
        members.forEach((term, its) -> sets.add(new GeneSet(
                ontology.ids().get(term),
                ontology.namespaces().get(term),
                its.stream().mapToObj(genes::get).toList())));
        return sets;
    }
}
