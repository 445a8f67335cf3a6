package org.screlate.coexpress.module;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.screlate.coexpress.module.ChangedNetwork.Change;
import org.screlate.data.Column;
import org.screlate.data.GeneSet;
import org.screlate.data.InvalidInputException;
import org.screlate.data.Table;

final class ChangedNetworkTest {
    private static final double NONE = Double.NaN;

    /** A gains with B, loses with C, is reversed with D; B and C do not change; C and D were not tested. */
    private static Table tests() {
        return Table.ofRows(5)
                .with("gene_1", new Column.Text(new String[] {"A", "C", "A", "B", "C"}))
                .with("gene_2", new Column.Text(new String[] {"B", "A", "D", "C", "D"}))
                .with("p_value", real(0.001, 0.002, 0.003, 0.5, NONE))
                .with("fdr_bh", real(0.004, 0.004, 0.004, 0.5, NONE))
                .with("rho_Pre", real(0.1, -0.6, 0.4, 0.1, NONE))
                .with("rho_Pre_low", real(-0.1, -0.7, 0.2, 0, NONE))
                .with("rho_Pre_high", real(0.3, -0.5, 0.6, 0.2, NONE))
                .with("rho_Post", real(0.5, 0.1, -0.4, 0.2, NONE))
                .with("rho_Post_low", real(0.4, -0.1, -0.6, 0.1, NONE))
                .with("rho_Post_high", real(0.6, 0.3, -0.2, 0.3, NONE))
                .with("rho_difference", real(0.4, 0.7, -0.8, 0.1, NONE));
    }

    private static Column.Real real(double... values) {
        return new Column.Real(values);
    }

    private static long[] whole(Table table, String name) {
        return ((Column.Whole) table.column(name)).values();
    }

    @Test
    void pairsGainLoseAndReverse() {
        ChangedNetwork network = ChangedNetwork.of(tests(), ChangedNetwork.Options.DEFAULTS);
        assertEquals(1, network.count(Change.GAINED));
        assertEquals(1, network.count(Change.LOST));
        assertEquals(1, network.count(Change.REVERSED));
        assertArrayEquals(
                new String[] {"gained", "lost", "reversed"}, network.edges().texts("change"));
        assertEquals(List.of("A", "B", "C", "D"), network.graph().nodes());
        assertEquals(0.7f, network.graph().weights().get(0, 2));
        assertEquals(0.8f, network.graph().weights().get(3, 0));
    }

    @Test
    void hubsHaveMostChangedPartners() {
        Table hubs = ChangedNetwork.of(tests(), ChangedNetwork.Options.DEFAULTS).hubs();
        assertEquals("A", hubs.texts("gene")[0]);
        assertArrayEquals(new long[] {3, 1, 1, 1}, whole(hubs, "changed"));
        assertArrayEquals(new long[] {3, 2, 2, 1}, whole(hubs, "tested"));
        assertEquals(0.5, ((Column.Real) hubs.column("changed_share")).values()[1]);
    }

    @Test
    void communitiesAreThoseOfChangedPairs() {
        List<GeneSet> communities =
                ChangedNetwork.of(tests(), ChangedNetwork.Options.DEFAULTS).communities(2);
        assertTrue(communities.stream().allMatch(set -> set.genes().size() >= 2));
        assertTrue(communities.get(0).description().contains("not to be tested in the same cells"));
    }

    @Test
    void withoutAChangeThereAreGenesButNoEdges() {
        var options = new ChangedNetwork.Options("p_value", 1e-6, ChangedNetwork.Options.DEFAULTS.leiden());
        ChangedNetwork network = ChangedNetwork.of(tests(), options);
        assertEquals(0, network.edges().rows());
        assertEquals(4, network.hubs().rows());
        assertEquals(List.of(), network.communities(2));
    }

    @Test
    void moreGroupsThanTwoAreRefused() {
        Table three = tests().with("rho_Late", real(0, 0, 0, 0, 0)).with("rho_Late_low", real(0, 0, 0, 0, 0));
        Exception e = assertThrows(
                InvalidInputException.class, () -> ChangedNetwork.of(three, ChangedNetwork.Options.DEFAULTS));
        assertTrue(e.getMessage().contains("3 groups"), e.getMessage());
        assertThrows(
                IllegalArgumentException.class,
                () -> new ChangedNetwork.Options("fdr_bh", 0, ChangedNetwork.Options.DEFAULTS.leiden()));
    }
}
