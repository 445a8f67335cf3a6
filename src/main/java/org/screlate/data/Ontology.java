package org.screlate.data;

import java.util.List;
import java.util.Map;

/**
 * Terms, each with its more general terms.
 *
 * @param ids unique, such as GO:0008150
 * @param namespaces of each term, such as biological_process
 * @param parents of each term
 * @param others numbers of terms by the further ids they have had, among them those of obsolete terms that they replace
 * @param obsolete ids of obsolete terms, each with the terms that its curators would consider instead; those in {@code
 *     others} are replaced, others are not
 */
public record Ontology(
        List<String> ids,
        List<String> namespaces,
        List<List<Parent>> parents,
        Map<String, Integer> others,
        Map<String, List<String>> obsolete) {
    /** How a term is bound to a more general one. */
    public enum Relation {
        IS_A,
        PART_OF,
        OTHER
    }

    /** A more general term, by its number. */
    public record Parent(int term, Relation relation) {}

    /** Keeps its own copies. */
    public Ontology {
        ids = List.copyOf(ids);
        namespaces = List.copyOf(namespaces);
        parents = parents.stream().map(List::copyOf).toList();
        others = Map.copyOf(others);
        obsolete = Map.copyOf(obsolete);
    }
}
