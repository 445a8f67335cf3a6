package org.screlate.io;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.screlate.data.InvalidInputException;
import org.screlate.data.NamePairs;
import org.screlate.io.text.TextColumns;

/**
 * Tables of names that belong together: aliases, such as STRING's protein.info and protein.aliases, and orthologues. Two
 * columns are read, in each a name or several with | between; lines that begin with # and pairs with an empty name are
 * passed over.
 */
public final class NamePairsFile {
    private NamePairsFile() {}

    /**
     * Reads the pairs of which at least one name is wanted, so that a large table does not fill the memory.
     *
     * @param columns the two, by name or position; the first two if empty
     * @param key a name as it is to be compared
     * @param wanted of such keys
     */
    public static NamePairs read(Path path, List<String> columns, UnaryOperator<String> key, Predicate<String> wanted) {
        if (!columns.isEmpty() && columns.size() != 2) {
            throw new IllegalArgumentException("columns of pairs are two, not " + columns.size());
        }
        return DelimitedTableFile.readLines(path, reader -> {
            TextColumns lines = new TextColumns(reader);
            String[] line = lines.next();
            if (line == null) {
                throw new InvalidInputException("it is empty; a table of pairs of names is needed");
            }
            int[] places = columns.isEmpty() ? new int[] {0, 1} : TextColumns.places(columns, line);
            List<String> first = new ArrayList<>();
            List<String> second = new ArrayList<>();
            for (; line != null; line = lines.next()) {
                if (line[0].startsWith("#")) {
                    continue;
                }
                for (String a : keys(lines.entry(line, places[0]), key)) {
                    for (String b : keys(lines.entry(line, places[1]), key)) {
                        if (wanted.test(a) || wanted.test(b)) {
                            first.add(a);
                            second.add(b);
                        }
                    }
                }
            }
            return new NamePairs(first, second);
        });
    }

    /** The keys of a name, or of several with | between. */
    private static List<String> keys(String names, UnaryOperator<String> key) {
        return Arrays.stream(names.split("\\|"))
                .map(name -> key.apply(name.strip()))
                .filter(name -> !name.isEmpty())
                .toList();
    }
}
