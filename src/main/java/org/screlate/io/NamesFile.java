package org.screlate.io;

import java.nio.file.Path;
import java.util.List;
import org.screlate.data.InvalidInputException;
import org.screlate.io.text.TextFile;

/** Lists of names, such as genes: text, one name a line, gzipped or not. */
public final class NamesFile {
    private NamesFile() {}

    /** The names in order, each once; empty lines are passed over. */
    public static List<String> read(Path path) {
        return TextFile.read(path, reader -> {
            List<String> names = reader.lines()
                    .map(String::strip)
                    .filter(name -> !name.isEmpty())
                    .distinct()
                    .toList();
            if (names.isEmpty()) {
                throw new InvalidInputException("holds no name; give one a line");
            }
            return names;
        });
    }
}
