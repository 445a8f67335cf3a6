package org.screlate.stats.test;

/**
 * When a comparison of groups is made within subjects: where at least two subjects are in more groups than one, and these are at
 * least half as many as the largest group has. Fewer would leave out, or spend a coefficient each on, most of what was measured.
 */
public final class SubjectPairing {
    private static final int LEAST = 2;

    private SubjectPairing() {}

    /**
     * The rule.
     *
     * @param inSeveral number of subjects in several groups
     * @param inLargest number of subjects of the group that has most
     */
    public static boolean isWithinSubjects(long inSeveral, long inLargest) {
        return inSeveral >= LEAST && 2 * inSeveral >= inLargest;
    }
}
