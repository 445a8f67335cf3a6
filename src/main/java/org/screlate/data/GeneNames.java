package org.screlate.data;

import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a gene of a list is found among the genes of a matrix: by its own name, else by an alias. Letters are never changed:
 * Trp53 is not TP53, but its orthologue.
 *
 * @param stripVersions whether ENSG00000141510.18 is ENSG00000141510
 * @param aliases names of one gene, either of which may be in the list or in the matrix
 * @param orthologues genes of the list's species, then those of the matrix's; none where the species is one
 */
public record GeneNames(boolean stripVersions, NamePairs aliases, NamePairs orthologues) {
    /** Names as they are. */
    public static final GeneNames PLAIN = new GeneNames(false, NamePairs.NONE, NamePairs.NONE);

    private static final Pattern VERSION = Pattern.compile("(ENS[A-Z]*\\d{11})\\.\\d+");

    private static final Pattern PREFIX =
            Pattern.compile("(?i)(uniprotkb|uniprot|swiss-prot|ensembl|entrez gene/locuslink|entrezgene|ncbigene"
                    + "|geneid|entrez|symbol|refseq):");

    /** A name as it is compared, without the name of the database that it is of (uniprotkb:P04637). */
    public String key(String name) {
        Matcher prefix = PREFIX.matcher(name);
        String bare = prefix.lookingAt() ? name.substring(prefix.end()) : name;
        return stripVersions ? VERSION.matcher(bare).replaceFirst("$1") : bare;
    }

    /** The keys in a list of names of one gene or protein, with | between (P04637|Q9UBZ8). */
    public List<String> keys(String names) {
        return names.indexOf('|') < 0
                ? List.of(key(names))
                : Arrays.stream(names.split("\\|"))
                        .map(name -> key(name.strip()))
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList();
    }

    /** The number of each gene under the name that it is compared by; of two that are then alike, the first. */
    Map<String, Integer> index(List<String> genes) {
        Map<String, Integer> index = new HashMap<>(2 * genes.size());
        for (int g = 0; g < genes.size(); g++) {
            index.putIfAbsent(key(genes.get(g)), g);
        }
        return index;
    }

    /**
     * The genes that a name of a list means: at most one, or all orthologues; of several names with | between, those of
     * each.
     *
     * @param index as {@link #index} makes it
     */
    int[] find(String listed, Map<String, Integer> index) {
        Set<Integer> genes = new LinkedHashSet<>();
        for (String key : keys(listed)) {
            for (String name : orthologues.isEmpty() ? List.of(key) : orthologuesOf(key)) {
                Integer gene = one(name, index);
                if (gene != null) {
                    genes.add(gene);
                }
            }
        }
        return genes.stream().mapToInt(g -> g).toArray();
    }

    private Set<String> orthologuesOf(String name) {
        Set<String> own = orthologues.secondsOf(name);
        if (!own.isEmpty()) {
            return own;
        }
        Set<String> byAlias = new LinkedHashSet<>();
        aliases.besides(name).forEach(alias -> byAlias.addAll(orthologues.secondsOf(alias)));
        return byAlias;
    }

    private @Nullable Integer one(String name, Map<String, Integer> index) {
        Integer own = index.get(name);
        if (own != null) {
            return own;
        }
        return aliases.besides(name).stream()
                .filter(index::containsKey)
                .findFirst()
                .map(index::get)
                .orElse(null);
    }
}
