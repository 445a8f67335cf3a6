package org.screlate.io;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.data.Column;
import org.screlate.data.Table;

class FormulaWordsTest {
    @Test
    void wordsAndNamesOfColumnsAreEscapedAndNumbersStay() {
        Column numbers = new Column.Real(new double[] {-1, 0, 1, 2, 3, 4});
        Table table = Table.ofRows(6)
                .with("gene", new Column.Text(new String[] {"=1+1", "+x", "-x", "@x", "HLA-A", null}))
                .with("-log10_p", numbers)
                .with("note", new Column.Text(new String[] {"", "'=x", " =x", "a=b", "0", "−x"}));

        Table escaped = FormulaWords.escaped(table);

        assertEquals(List.of("gene", "'-log10_p", "note"), escaped.names());
        assertArrayEquals(
                new String[] {"'=1+1", "'+x", "'-x", "'@x", "HLA-A", null},
                ((Column.Text) escaped.column("gene")).values());
        assertSame(numbers, escaped.column("'-log10_p"));
        assertArrayEquals(
                new String[] {"", "'=x", " =x", "a=b", "0", "−x"}, ((Column.Text) escaped.column("note")).values());
    }
}
