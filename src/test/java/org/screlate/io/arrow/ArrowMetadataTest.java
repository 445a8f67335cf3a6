package org.screlate.io.arrow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.arrow.vector.types.pojo.Schema;
import org.junit.jupiter.api.Test;

final class ArrowMetadataTest {
    @Test
    void noNumberOfEntriesIsOneWhoseOrderDependsOnJava() {
        Map<String, String> entries = new TreeMap<>();
        for (int n = 1; n < 1000; n++) {
            entries.put("key " + n, "value");
            Map<String, String> settled =
                    ArrowMetadata.settled(new Schema(List.of(), entries)).getCustomMetadata();
            assertTrue(settled.entrySet().containsAll(entries.entrySet()));
            int before19 = places((int) (settled.size() / 0.75f + 1));
            int from19 = places((int) Math.ceil(settled.size() / 0.75));
            assertEquals(before19, from19, "places for " + settled.size() + " entries");
        }
    }

    /** The least power of two that is not less. */
    private static int places(int least) {
        return Integer.highestOneBit(Math.max(1, 2 * least - 1));
    }
}
