package org.screlate.data;

/** The user's input cannot be used; the message is one line that says what, where, and what to do. */
public final class InvalidInputException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates it with the line to show. */
    public InvalidInputException(String message) {
        super(message);
    }

    /** Creates it with the line to show and what was met below. */
    public InvalidInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
