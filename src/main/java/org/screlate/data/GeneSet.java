package org.screlate.data;

import java.util.List;

/**
 * Genes that belong together, such as a pathway.
 *
 * @param name unique in its collection
 * @param description what the genes share, or where the set is from
 * @param genes their names
 */
public record GeneSet(String name, String description, List<String> genes) {
    /** Keeps its own copy. */
    public GeneSet {
        genes = List.copyOf(genes);
    }
}
