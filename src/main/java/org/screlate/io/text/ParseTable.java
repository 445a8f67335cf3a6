package org.screlate.io.text;

import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.screlate.data.Column;
import org.screlate.data.Table;
import org.screlate.io.foreign.ColumnText;

/** The tables that Parse Biosciences' pipeline writes beside its matrix: commas, a first line of names, no comments. */
final class ParseTable {
    private ParseTable() {}

    /** All columns; the first names the rows and is text, whatever it looks like. */
    static Table read(Path path) {
        return TextFile.read(
                path,
                reader -> DelimitedTable.read(
                        reader,
                        CSVFormat.DEFAULT,
                        (place, name, texts) -> place == 0 ? new Column.Text(texts) : ColumnText.column(texts)));
    }
}
