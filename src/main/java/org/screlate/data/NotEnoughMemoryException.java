package org.screlate.data;

import org.jspecify.annotations.Nullable;

/** Whole input that does not fit in the memory that Java may use; the message is one line that says what, and how it is done with less. */
public final class NotEnoughMemoryException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final boolean curedByMore;

    /**
     * Creates it.
     *
     * @param curedByMore whether a larger machine is worth a try; where not, the input must be made anew
     */
    public NotEnoughMemoryException(String message, boolean curedByMore, @Nullable Throwable cause) {
        super(message, cause);
        this.curedByMore = curedByMore;
    }

    /** Whether a larger machine is worth a try. */
    public boolean curedByMore() {
        return curedByMore;
    }
}
