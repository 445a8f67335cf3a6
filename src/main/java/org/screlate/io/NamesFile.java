package org.screlate.io;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;
import org.screlate.io.text.TextFile;

/** Lists of names, such as genes: text, one name a line, gzipped or not; or the first column of an Arrow table. */
public final class NamesFile {
    private NamesFile() {}

    /** The names in order, each once; empty lines are passed over. */
    public static List<String> read(Path path) {
        if (FileKind.isArrow(path)) {
            Table table = TableFile.read(path).table();
            if (table.names().isEmpty()) {
                throw new InvalidInputException(path + " has no column");
            }
            return names(Arrays.stream(table.labels(table.names().get(0))));
        }
        return TextFile.read(path, reader -> names(reader.lines()));
    }

    private static List<String> names(Stream<String> lines) {
        List<String> names = lines.map(String::strip)
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        if (names.isEmpty()) {
            throw new InvalidInputException("holds no name; give one a line");
        }
        return names;
    }
}
