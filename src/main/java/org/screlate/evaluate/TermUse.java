package org.screlate.evaluate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.screlate.data.Annotations;
import org.screlate.data.Ontology;

/**
 * How many annotations name terms that the ontology no longer holds, or never did.
 *
 * @param replaced of obsolete terms, taken as of those that replace them
 * @param withdrawn of obsolete terms that nothing replaces, left out
 * @param unknown of terms that are not there, left out
 * @param lines one for each that there are, with an example
 */
public record TermUse(int replaced, int withdrawn, int unknown, List<String> lines) {
    /** Counts them in the annotations of some genes. */
    public static TermUse of(Ontology ontology, Annotations annotations, List<String> genes) {
        Set<String> known = new HashSet<>(ontology.ids());
        int replaced = 0;
        int withdrawn = 0;
        int unknown = 0;
        String[] example = {"", "", ""};
        for (String gene : genes) {
            for (String term : annotations.terms().getOrDefault(gene, List.of())) {
                if (known.contains(term)) {
                    continue;
                }
                boolean obsolete = ontology.obsolete().containsKey(term);
                Integer other = ontology.others().get(term);
                if (obsolete && other != null) {
                    replaced++;
                    example[0] = term + " as " + ontology.ids().get(other);
                } else if (obsolete) {
                    withdrawn++;
                    example[1] = term + considered(ontology.obsolete(), term);
                } else if (other == null) {
                    unknown++;
                    example[2] = term;
                }
            }
        }
        List<String> lines = new ArrayList<>();
        if (replaced > 0) {
            lines.add(
                    replaced + " annotations name obsolete terms and were taken as of those that replace them, such as "
                            + example[0]);
        }
        if (withdrawn > 0) {
            lines.add(withdrawn + " annotations name obsolete terms that nothing replaces and were left out, such as "
                    + example[1]);
        }
        if (unknown > 0) {
            lines.add(unknown + " annotations name terms that the ontology does not hold and were left out, such as "
                    + example[2]);
        }
        return new TermUse(replaced, withdrawn, unknown, List.copyOf(lines));
    }

    private static String considered(Map<String, List<String>> obsolete, String term) {
        List<String> others = obsolete.getOrDefault(term, List.of());
        return others.isEmpty() ? "" : " (its curators would consider " + String.join(", ", others) + ")";
    }
}
