package org.screlate.io.text;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.screlate.data.Column;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;

/** The tables that Parse Biosciences' pipeline writes beside its matrix: commas, a first line of names, no comments. */
final class ParseTable {
    private static final String COMMA = ",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)";

    private ParseTable() {}

    /** All columns; the first names the rows and is text, whatever it looks like. */
    static Table read(Path path) {
        return TextFile.read(path, reader -> {
            String first = reader.readLine();
            List<String> names = fields(first == null ? "" : first);
            List<List<String>> columns = new ArrayList<>();
            names.forEach(name -> columns.add(new ArrayList<>()));
            int number = 1;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                number++;
                if (!line.isBlank()) {
                    take(fields(line), number, columns);
                }
            }
            return table(names, columns);
        });
    }

    private static void take(List<String> entries, int number, List<List<String>> columns) {
        if (entries.size() != columns.size()) {
            throw new InvalidInputException("line " + number + " has " + entries.size() + " columns, the first "
                    + columns.size() + "; complete it");
        }
        for (int c = 0; c < entries.size(); c++) {
            columns.get(c).add(entries.get(c));
        }
    }

    private static Table table(List<String> names, List<List<String>> columns) {
        Map<String, Column> table = new LinkedHashMap<>();
        for (int c = 0; c < names.size(); c++) {
            String name = names.get(c);
            if (name.isEmpty() || table.containsKey(name)) {
                throw new InvalidInputException("column " + (c + 1)
                        + (name.isEmpty() ? " has no name" : ", '" + name + "', appears twice; rename one"));
            }
            String[] texts = columns.get(c).toArray(new String[0]);
            table.put(name, c == 0 ? new Column.Text(texts) : ColumnText.column(texts));
        }
        return new Table(columns.get(0).size(), table);
    }

    private static List<String> fields(String line) {
        List<String> fields = new ArrayList<>();
        for (String field : line.split(COMMA, -1)) {
            boolean quoted = field.length() > 1 && field.startsWith("\"") && field.endsWith("\"");
            fields.add(quoted ? field.substring(1, field.length() - 1) : field);
        }
        return fields;
    }
}
