package org.screlate.impute;

import java.util.Locale;
import org.screlate.data.Layer;

/** What an imputed matrix is for. */
public enum Mode {
    /** Fills zeros and keeps what was observed. */
    RECOVER(Layer.FILLED),
    /** The method's value everywhere, for clustering and plots. */
    SMOOTH(Layer.SMOOTHED);

    private final Layer layer;

    Mode(Layer layer) {
        this.layer = layer;
    }

    Layer layer() {
        return layer;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
