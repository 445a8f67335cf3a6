package org.screlate.nn;

import org.jspecify.annotations.Nullable;

/** What layers keep from forward to backward. */
final class Passes {
    private Passes() {}

    static <T> T last(@Nullable T pass) {
        if (pass == null) {
            throw new IllegalStateException("backward without forward");
        }
        return pass;
    }
}
