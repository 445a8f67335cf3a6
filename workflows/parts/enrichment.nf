/*
 * Genes that differ between the clusters of a sample, or the groups that a column names, and the gene sets they make up.
 *
 *   MARKERS -> MARKER_SETS
 */

include { SCRELATE_ENRICH_DIFFERENTIAL as MARKERS } from '../../nf-modules/enrich/differential/main.nf'
include { SCRELATE_ENRICH_GSEA as MARKER_SETS } from '../../nf-modules/enrich/gsea/main.nf'

workflow ENRICHMENT {
    take:
    cells // meta, cell matrix, table of the groups or [], column of the groups or [], column of the subjects or []
    gene_sets // GMT file, or nothing

    main:
    MARKERS(cells)
    MARKER_SETS(MARKERS.out.arrow.combine(gene_sets))

    emit:
    markers = MARKERS.out.tests
    sets = MARKER_SETS.out.tests
    results = MARKERS.out.arrow.mix(MARKER_SETS.out.arrow)
    versions = MARKERS.out.versions_screlate.mix(MARKER_SETS.out.versions_screlate)
}
