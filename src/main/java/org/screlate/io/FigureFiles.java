package org.screlate.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.screlate.data.Page;
import org.screlate.io.file.AtomicFile;

/** The figures of a page as files for papers and slides: each as SVG and as PNG of twice the size. */
public final class FigureFiles {
    private FigureFiles() {}

    /**
     * Writes the figures of a page into a folder that is there, named after the figure and, where the reader of the page chooses,
     * after the value and the column that were chosen.
     *
     * @return how many images were drawn, each as two files
     */
    public static int write(Path folder, Page page) {
        if (page.figures().isEmpty()) {
            return 0;
        }
        try (FigureImages images = FigureImages.of(page)) {
            for (int image = 0; image < images.size(); image++) {
                String name = images.name(image);
                String svg = images.svg(image);
                byte[] png = images.png(svg);
                save(folder.resolve(name + ".svg"), svg.getBytes(StandardCharsets.UTF_8));
                save(folder.resolve(name + ".png"), png);
            }
            return images.size();
        }
    }

    private static void save(Path path, byte[] bytes) {
        AtomicFile.write(path, beside -> Files.write(beside, bytes));
    }
}
