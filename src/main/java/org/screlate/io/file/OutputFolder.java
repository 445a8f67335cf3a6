package org.screlate.io.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.screlate.data.InvalidInputException;

/** A folder that several outputs are written into. */
public final class OutputFolder {
    private OutputFolder() {}

    /** Makes the folder, if it is not there, so that what cannot be written is told before the work. */
    public static void prepare(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw new InvalidInputException("cannot make the folder " + folder, e);
        }
    }
}
