package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;
import org.screlate.io.text.TextColumns;

/**
 * Tables of orthologues: two columns of genes, either species first, or a row for each gene with its group and its
 * species, as MGI's reports of homology and NCBI's HomoloGene have them.
 */
public final class OrthologuesFile {
    private OrthologuesFile() {}

    /** Where a table of groups has them. */
    private record Grouping(int group, int species, int symbol) {}

    /** A gene of a group. */
    private record Member(String group, String species, String symbol) {}

    /**
     * Reads pairs of a gene of the network's species and one of the cells'; which is which is told by the genes known.
     *
     * @param columns of a table of pairs, by name or position; if empty, a table of groups is known by its columns
     * @param key a name as it is to be compared
     * @param inNetwork whether the network has such a key
     * @param inCells whether the cells have it
     */
    public static NamePairs read(
            Path path,
            List<String> columns,
            UnaryOperator<String> key,
            Predicate<String> inNetwork,
            Predicate<String> inCells) {
        List<Member> members = columns.isEmpty() ? grouped(path, key) : List.of();
        if (!members.isEmpty()) {
            return pairs(members, inNetwork, inCells);
        }
        NamePairs pairs = NamePairsFile.read(path, columns, key, name -> true);
        return pairs.count(inCells, inNetwork) > pairs.count(inNetwork, inCells) ? pairs.turned() : pairs;
    }

    /** The genes of a table of groups; none if it is of pairs. */
    private static List<Member> grouped(Path path, UnaryOperator<String> key) {
        return DelimitedTableFile.readLines(path, reader -> {
            TextColumns lines = new TextColumns(reader);
            String[] line = lines.next();
            Grouping places = line == null ? null : grouping(line);
            List<Member> members = new ArrayList<>();
            if (line == null || places == null) {
                return members;
            }
            for (; line != null; line = lines.next()) {
                String symbol = key.apply(lines.entry(line, places.symbol));
                if (!symbol.isEmpty()) {
                    members.add(new Member(lines.entry(line, places.group), lines.entry(line, places.species), symbol));
                }
            }
            return members;
        });
    }

    /** MGI names its columns; HomoloGene has none named: group, species, identifier, symbol, two of proteins. */
    private static @Nullable Grouping grouping(String[] head) {
        List<String> names = TextColumns.names(head).stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .toList();
        int group = Math.max(names.indexOf("db class key"), names.indexOf("homologene id"));
        int species = Math.max(names.indexOf("ncbi taxon id"), names.indexOf("taxonomy id"));
        int symbol = names.indexOf("symbol");
        if (group >= 0 && species >= 0 && symbol >= 0) {
            return new Grouping(group, species, symbol);
        }
        boolean homologene = head.length == 6
                && head[0].matches("\\d+")
                && head[1].matches("\\d+")
                && head[2].matches("\\d+")
                && !head[3].matches("\\d+");
        return homologene ? new Grouping(0, 1, 3) : null;
    }

    private static NamePairs pairs(List<Member> members, Predicate<String> inNetwork, Predicate<String> inCells) {
        String cells = mostKnown(members, inCells);
        List<Member> others =
                members.stream().filter(member -> !member.species.equals(cells)).toList();
        if (others.isEmpty()) {
            throw new InvalidInputException("its groups are of one species only; orthologues are of two");
        }
        String network = mostKnown(others, inNetwork);
        Map<String, List<String>> ofCells = new LinkedHashMap<>();
        members.stream().filter(member -> member.species.equals(cells)).forEach(member -> ofCells.computeIfAbsent(
                        member.group, group -> new ArrayList<>())
                .add(member.symbol));
        List<String> first = new ArrayList<>();
        List<String> second = new ArrayList<>();
        for (Member member : others) {
            if (member.species.equals(network)) {
                for (String orthologue : ofCells.getOrDefault(member.group, List.of())) {
                    first.add(member.symbol);
                    second.add(orthologue);
                }
            }
        }
        return new NamePairs(first, second);
    }

    /** The species of which most genes are known; of several the first. */
    private static String mostKnown(List<Member> members, Predicate<String> known) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        members.forEach(member -> counts.merge(member.species, known.test(member.symbol) ? 1 : 0, Integer::sum));
        return counts.keySet().stream()
                .max(Comparator.comparingInt(species -> counts.getOrDefault(species, 0)))
                .orElseThrow();
    }
}
