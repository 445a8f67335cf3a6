package org.screlate.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * A small table of another implementation's values: lines of '#' that say who made it, names of columns, then rows, all
 * with tabs between.
 */
public record OracleTable(List<String> names, List<String[]> rows) {
    /** Reads a resource beside a test class; unpacks it if its name ends in .gz. */
    public static OracleTable read(Class<?> test, String resource) {
        try (InputStream stream = test.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException("no resource " + resource + " beside " + test);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(
                    resource.endsWith(".gz") ? new GZIPInputStream(stream) : stream, StandardCharsets.UTF_8));
            List<String[]> lines = reader.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .toList();
            return new OracleTable(List.of(lines.get(0)), lines.subList(1, lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A column as text. */
    public String[] texts(String name) {
        int column = names.indexOf(name);
        return rows.stream().map(row -> row[column]).toArray(String[]::new);
    }

    /** A column as numbers. */
    public double[] numbers(String name) {
        int column = names.indexOf(name);
        return rows.stream().mapToDouble(row -> Double.parseDouble(row[column])).toArray();
    }

    /** The number of one column in the row where another column has a word. */
    public double number(String name, String key, String word) {
        int row = List.of(texts(key)).indexOf(word);
        return numbers(name)[row];
    }
}
