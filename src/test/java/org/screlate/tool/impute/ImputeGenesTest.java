package org.screlate.tool.impute;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.screlate.data.InvalidInputException;

/** Results that no array holds are refused before the work, with what to do. */
final class ImputeGenesTest {
    @Test
    void moreValuesThanOneRunHoldsAreRefusedWithTheWayOut() {
        ImputeGenes.refuseTooMany(1_073_741, 2_000);
        InvalidInputException e =
                assertThrows(InvalidInputException.class, () -> ImputeGenes.refuseTooMany(1_200_000, 2_000));
        assertEquals(
                "1,200,000 cells × 2,000 genes are 2,400,000,000 values, and one run imputes at most 2,147,483,639; name at"
                        + " most 1,789 genes by --genes, or impute parts of the cells apart (screlate-subset, then screlate-merge)",
                e.getMessage());
    }
}
