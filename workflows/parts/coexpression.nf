/*
 * Differential coexpression of pairs of genes, for each sample: the list of pairs is split into chunks, each chunk is a
 * step of its own, and their results become one ranked table. After a kill, -resume fits only the chunks that are missing.
 *
 *   PAIRS -> COEXPRESS, one a chunk -> COMBINE
 */

include { SCRELATE_PAIRS as PAIRS } from '../../nf-modules/pairs/main.nf'
include { SCRELATE_COEXPRESS as COEXPRESS } from '../../nf-modules/coexpress/main.nf'
include { SCRELATE_COMBINE as COMBINE } from '../../nf-modules/combine/main.nf'

workflow COEXPRESSION {
    take:
    counts // meta, cell matrix of counts
    model // file
    genes // file of genes to pair, or []
    network // file of pairs to take, or []

    main:
    PAIRS(counts.map { meta, cells -> [meta, cells, genes, network] })
    chunks = PAIRS.out.pairs.flatMap { meta, files -> [files].flatten().collect { chunk -> [meta, chunk] } }
    COEXPRESS(counts.combine(chunks, by: 0).map { meta, cells, chunk -> [meta, cells, model, chunk] })
    COMBINE(COEXPRESS.out.tests.groupTuple(sort: { one, other -> one.name <=> other.name }).map { meta, tests -> [meta, [], tests] })

    emit:
    table = COMBINE.out.table
    arrow = COMBINE.out.arrow // the same with its history
    versions = PAIRS.out.versions_screlate.mix(COEXPRESS.out.versions_screlate, COMBINE.out.versions_screlate)
}

/** A parameter's file, or [] where it was not given. */
def fileOrNone(path) {
    return path ? file(path) : []
}
