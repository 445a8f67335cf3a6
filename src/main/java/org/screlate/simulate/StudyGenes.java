package org.screlate.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * The genes of a study and their roles, in this order: markers type by type, modules, pairs, genes without a role,
 * mitochondrial genes. Symbols look like human ones but, except for the mitochondrial, are invented.
 */
final class StudyGenes {
    static final List<String> MITOCHONDRIAL = List.of(
            "MT-ND1", "MT-ND2", "MT-CO1", "MT-CO2", "MT-ATP8", "MT-ATP6", "MT-CO3", "MT-ND3", "MT-ND4L", "MT-ND4",
            "MT-ND5", "MT-ND6", "MT-CYB");

    // Hyphens, dots and small letters too: symbols that readers of files must not change.
    private static final List<String> FAMILIES = List.of(
            "ZNF%d", "SLC%dA1", "CXCL%d", "KRT%d", "HLA-DQ%d", "C1orf%d", "RP11-%d.2", "COL%dA2", "IL%dRA", "TMEM%d");

    private final Study.Sizes sizes;
    private final int modulesFrom;
    private final int pairsFrom;
    private final int restFrom;

    StudyGenes(Study.Sizes sizes) {
        this.sizes = sizes;
        this.modulesFrom = sizes.types() * sizes.markers();
        this.pairsFrom = modulesFrom + sizes.modules() * sizes.moduleSize();
        this.restFrom = pairsFrom + 2 * sizes.pairs();
    }

    int size() {
        return sizes.genes();
    }

    List<String> symbols() {
        List<String> symbols = new ArrayList<>(nuclear());
        for (int g = 0; g < nuclear(); g++) {
            symbols.add(invented(g));
        }
        symbols.addAll(MITOCHONDRIAL);
        return symbols;
    }

    /** A symbol of no gene of the study, for {@code number} from 0. */
    String absent(int number) {
        return invented(nuclear() + number);
    }

    private static String invented(int number) {
        return String.format(Locale.ROOT, FAMILIES.get(number % FAMILIES.size()), 901 + number / FAMILIES.size());
    }

    /** Number of genes that are not mitochondrial; they come first. */
    int nuclear() {
        return sizes.genes() - MITOCHONDRIAL.size();
    }

    boolean isMarker(int gene, int type) {
        return gene < modulesFrom && gene / sizes.markers() == type;
    }

    boolean isMitochondrial(int gene) {
        return gene >= nuclear();
    }

    /** Whether correlation was planted between the gene and another. */
    boolean isInModuleOrPair(int gene) {
        return gene >= modulesFrom && gene < restFrom;
    }

    IntStream markers(int type) {
        return IntStream.range(type * sizes.markers(), (type + 1) * sizes.markers());
    }

    IntStream module(int module) {
        int from = modulesFrom + module * sizes.moduleSize();
        return IntStream.range(from, from + sizes.moduleSize());
    }

    /** The first gene of a pair; the second is the next. */
    int firstOfPair(int pair) {
        return pairsFrom + 2 * pair;
    }
}
