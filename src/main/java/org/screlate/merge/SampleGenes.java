package org.screlate.merge;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

/**
 * The genes of several samples as those of one matrix.
 *
 * @param names of the whole
 * @param metadata words that no sample contradicts, and {@code n_samples} where not all samples have all genes
 * @param places for each sample where its genes go, -1 for nowhere
 */
record SampleGenes(List<String> names, Table metadata, List<int[]> places) {
    private static final Predicate<String> ENSEMBL =
            Pattern.compile("ENS[A-Z]*G\\d{11}(\\.\\d+)?").asMatchPredicate();
    private static final int NAMED = 3;
    /** A gene column of ours: how many samples measured the gene. */
    static final String SAMPLES = "n_samples";

    static SampleGenes of(
            List<SampleMerge.Sample> samples,
            SampleMerge.Join join,
            SampleMerge.Conflicts conflicts,
            List<String> account) {
        // Most samples of a study have the same genes: what follows from them is found once for each list.
        Map<List<String>, List<SampleMerge.Sample>> lists = samples.stream()
                .collect(Collectors.groupingBy(
                        sample -> sample.frame().genes(), LinkedHashMap::new, Collectors.toList()));
        refuseMixedIdentifiers(lists);
        refuseStrangers(lists);
        List<String> names = names(lists.keySet(), samples.size(), join);
        Map<String, Integer> index = new HashMap<>();
        names.forEach(name -> index.put(name, index.size()));
        Map<List<String>, int[]> placesOf = new HashMap<>();
        List<int[]> places = new ArrayList<>();
        int[] measured = new int[names.size()];
        for (SampleMerge.Sample sample : samples) {
            int[] place = placesOf.computeIfAbsent(sample.frame().genes(), genes -> genes.stream()
                    .mapToInt(gene -> index.getOrDefault(gene, -1))
                    .toArray());
            places.add(place);
            for (int g : place) {
                if (g >= 0) {
                    measured[g]++;
                }
            }
            sayAbsent(sample, join, names.size(), place, account);
        }
        Table metadata = metadata(samples, places, names, conflicts, account);
        boolean everywhere = Arrays.stream(measured).allMatch(number -> number == samples.size());
        if (!everywhere) {
            metadata = metadata.with(
                    SAMPLES,
                    new Column.Whole(Arrays.stream(measured).asLongStream().toArray()));
        }
        return new SampleGenes(names, metadata, places);
    }

    private static void refuseMixedIdentifiers(Map<List<String>, List<SampleMerge.Sample>> lists) {
        SampleMerge.Sample byId = null;
        SampleMerge.Sample bySymbol = null;
        for (List<SampleMerge.Sample> alike : lists.values()) {
            SampleMerge.Sample sample = alike.get(0);
            List<String> genes = sample.frame().genes();
            boolean ids = genes.stream().filter(ENSEMBL).count() * 2 > genes.size();
            byId = ids && byId == null ? sample : byId;
            bySymbol = ids || bySymbol != null ? bySymbol : sample;
        }
        if (byId != null && bySymbol != null) {
            throw new InvalidInputException("sample '" + byId.name() + "' names genes by Ensembl id ("
                    + byId.frame().genes().get(0) + "), sample '" + bySymbol.name() + "' does not ("
                    + bySymbol.frame().genes().stream()
                            .filter(ENSEMBL.negate())
                            .findFirst()
                            .orElse("no genes")
                    + "): import all by one kind of name (screlate-import --gene-column), or give a table of both names"
                    + " (--gene-names)");
        }
    }

    /** A sample of which no other one has a gene is of another species, or named otherwise. */
    private static void refuseStrangers(Map<List<String>, List<SampleMerge.Sample>> lists) {
        Map<String, Integer> having = new HashMap<>();
        lists.forEach((genes, alike) -> genes.forEach(gene -> having.merge(gene, alike.size(), Integer::sum)));
        for (List<SampleMerge.Sample> alike : lists.values()) {
            SampleMerge.Sample sample = alike.get(0);
            List<String> genes = sample.frame().genes();
            if (lists.size() > 1 && genes.stream().noneMatch(gene -> having.getOrDefault(gene, 0) > 1)) {
                Set<String> own = new HashSet<>(genes);
                throw new InvalidInputException(
                        "sample '" + sample.name() + "' shares no gene with the other samples ('"
                                + genes.stream().findFirst().orElse("none") + "', '"
                                + having.keySet().stream()
                                        .filter(gene -> !own.contains(gene))
                                        .sorted()
                                        .findFirst()
                                        .orElse("none")
                                + "'); are they of one species, named alike?");
            }
        }
    }

    private static List<String> names(Set<List<String>> lists, int samples, SampleMerge.Join join) {
        Set<String> names = new LinkedHashSet<>(lists.iterator().next());
        for (List<String> genes : lists) {
            if (join == SampleMerge.Join.UNION) {
                names.addAll(genes);
            } else {
                names.retainAll(new HashSet<>(genes));
            }
        }
        if (names.isEmpty()) {
            throw new InvalidInputException("no gene is in all " + samples + " samples; use --join union");
        }
        return List.copyOf(names);
    }

    private static void sayAbsent(
            SampleMerge.Sample sample, SampleMerge.Join join, int all, int[] place, List<String> account) {
        long kept = Arrays.stream(place).filter(g -> g >= 0).count();
        if (join == SampleMerge.Join.UNION && kept < all) {
            account.add(String.format(
                    Locale.ROOT,
                    "sample '%s' lacks %,d of %,d genes, which are 0 in its cells",
                    sample.name(),
                    all - kept,
                    all));
        } else if (kept < place.length) {
            account.add(String.format(
                    Locale.ROOT,
                    "left out %,d of %,d genes of sample '%s', which not all samples have",
                    place.length - kept,
                    place.length,
                    sample.name()));
        }
    }

    private static Table metadata(
            List<SampleMerge.Sample> samples,
            List<int[]> places,
            List<String> names,
            SampleMerge.Conflicts conflicts,
            List<String> account) {
        Set<String> columns = new LinkedHashSet<>();
        Set<String> measures = new TreeSet<>();
        for (SampleMerge.Sample sample : samples) {
            sample.frame().geneMetadata().columns().forEach((name, column) -> {
                (column instanceof Column.Text ? columns : measures).add(name);
            });
        }
        columns.removeAll(measures);
        if (!measures.isEmpty()) {
            account.add(
                    "left out the gene columns that hold measures of single samples: " + String.join(", ", measures));
        }
        Table table = Table.ofRows(names.size());
        for (String name : columns) {
            @Nullable String[] values = words(name, samples, places, names, conflicts, account);
            table = table.with(name, new Column.Text(values));
            sayShared(name, values, names, account);
        }
        return table;
    }

    private static @Nullable String[] words(
            String column,
            List<SampleMerge.Sample> samples,
            List<int[]> places,
            List<String> names,
            SampleMerge.Conflicts conflicts,
            List<String> account) {
        @Nullable String[] words = new @Nullable String[names.size()];
        SampleMerge.@Nullable Sample[] from = new SampleMerge.@Nullable Sample[names.size()];
        List<String> differing = new ArrayList<>();
        for (int s = 0; s < samples.size(); s++) {
            Column values = samples.get(s).frame().geneMetadata().columns().get(column);
            for (int g = 0; values != null && g < places.get(s).length; g++) {
                int place = places.get(s)[g];
                String word = values.text(g);
                if (place < 0 || word.isEmpty()) {
                    continue;
                }
                SampleMerge.Sample before = from[place];
                if (before == null) {
                    words[place] = word;
                    from[place] = samples.get(s);
                } else if (!word.equals(words[place])) {
                    differing.add(names.get(place) + " is " + words[place] + " in sample '" + before.name() + "' and "
                            + word + " in sample '" + samples.get(s).name() + "'");
                }
            }
        }
        if (!differing.isEmpty() && conflicts == SampleMerge.Conflicts.REFUSE) {
            throw new InvalidInputException(
                    "gene column '" + column + "' differs between samples for " + differing.size()
                            + (differing.size() == 1 ? " gene: " : " genes, such as: ") + differing.get(0)
                            + "; import all from one annotation, or keep the first by --conflicts first");
        } else if (!differing.isEmpty()) {
            account.add("gene column '" + column + "' differs between samples " + differing.size()
                    + " times, the first sample's word was kept: " + differing.get(0));
        }
        return words;
    }

    /** One identifier under two names is most likely one gene of two annotations: said, for they are kept apart. */
    private static void sayShared(String column, @Nullable String[] words, List<String> names, List<String> account) {
        Map<String, List<String>> genes = new LinkedHashMap<>();
        for (int g = 0; g < words.length; g++) {
            String word = words[g];
            if (word != null && ENSEMBL.test(word)) {
                genes.computeIfAbsent(word, w -> new ArrayList<>()).add(names.get(g));
            }
        }
        List<String> shared = genes.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " (" + String.join(", ", entry.getValue()) + ")")
                .toList();
        if (!shared.isEmpty()) {
            account.add(shared.size() + " identifiers of gene column '" + column
                    + "' have more than one name and are kept apart: "
                    + String.join(", ", shared.subList(0, Math.min(NAMED, shared.size())))
                    + (shared.size() > NAMED ? ", …" : "")
                    + "; screlate-import --gene-column would join them");
        }
    }
}
