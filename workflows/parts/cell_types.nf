/*
 * What differs between groups within each cell type: each type that has enough cells and subjects goes its own way, and the
 * answers become one table a question with false discovery rates over the study.
 *
 *   BY_TYPE -> COEXPRESSION, by the model -------> GATHER_COEXPRESSION
 *          |-> TYPE_DIFFERENCES of summed counts -> GATHER_DIFFERENCES
 *          \-> BY_GROUP -> TYPE_NETWORKS, one a group -> COMPARE_NETWORKS, two groups each
 */

include { SCRELATE_SUBSET as BY_TYPE ; SCRELATE_SUBSET as EXPRESSION_BY_TYPE ; SCRELATE_SUBSET as BY_GROUP } from '../../nf-modules/subset/main.nf'
include { SCRELATE_ENRICH_DIFFERENTIAL as TYPE_DIFFERENCES } from '../../nf-modules/enrich/differential/main.nf'
include { SCRELATE_COMBINE as GATHER_COEXPRESSION ; SCRELATE_COMBINE as GATHER_DIFFERENCES } from '../../nf-modules/combine/main.nf'
include { SCRELATE_NETWORK_BUILD as TYPE_NETWORKS } from '../../nf-modules/network/build/main.nf'
include { SCRELATE_NETWORK_COMPARE as COMPARE_NETWORKS } from '../../nf-modules/network/compare/main.nf'
include { COEXPRESSION as TYPE_COEXPRESSION } from './coexpression.nf'
include { fileName } from './samplesheet.nf'
include { rowsOf } from './tables.nf'

workflow CELL_TYPES {
    take:
    cells // meta, cell matrix of counts, of expression or [], table with a column of types or []
    by // columns: [types:, groups:, subjects:]; groups and subjects may be nothing
    coexpression // model, genes, network: files or []
    networks // whether networks of the groups are compared, where expression is given

    main:
    BY_TYPE(cells.map { meta, counts, _expression, table -> [meta, counts, table, by.types, by.groups, by.subjects] })
    types = levelsOf(BY_TYPE.out.levels.join(BY_TYPE.out.manifest), 'type')
    TYPE_COEXPRESSION(types.filter { coexpression[0] }, coexpression[0], coexpression[1], coexpression[2])
    TYPE_DIFFERENCES(types.filter { by.groups && by.subjects }.map { meta, counts -> [meta, counts, [], by.groups, by.subjects] })
    GATHER_COEXPRESSION(gathered(TYPE_COEXPRESSION.out.arrow, 'coexpression_by_type'))
    GATHER_DIFFERENCES(gathered(TYPE_DIFFERENCES.out.arrow, 'difference_by_type'))

    EXPRESSION_BY_TYPE(
        cells.filter { networks && by.groups }
            .map { meta, _counts, expression, table -> [meta, expression, table, by.types, by.groups, by.subjects] }
    )
    BY_GROUP(
        levelsOf(EXPRESSION_BY_TYPE.out.levels.join(EXPRESSION_BY_TYPE.out.manifest), 'type')
            .map { meta, expression -> [meta, expression, [], by.groups, [], []] }
    )
    TYPE_NETWORKS(levelsOf(BY_GROUP.out.levels.join(BY_GROUP.out.manifest), 'group').map { meta, expression -> [meta, expression, [], []] })
    COMPARE_NETWORKS(
        TYPE_NETWORKS.out.network
            .map { meta, network -> [meta.parent, meta.group, network] }
            .groupTuple()
            .flatMap { parent, names, files -> pairsOf(parent, names, files) }
    )

    emit:
    pair_tests = GATHER_COEXPRESSION.out.table.map { meta, table -> [meta.parent, table] }
    gene_tests = GATHER_DIFFERENCES.out.table.map { meta, table -> [meta.parent, table] }
    compared = COMPARE_NETWORKS.out.genes
    results = GATHER_COEXPRESSION.out.arrow.mix(GATHER_DIFFERENCES.out.arrow).mix(COMPARE_NETWORKS.out.genes).map { meta, table -> [meta.parent, table] }
    manifest = BY_TYPE.out.manifest
    versions = BY_TYPE.out.versions_screlate.mix(
        EXPRESSION_BY_TYPE.out.versions_screlate,
        BY_GROUP.out.versions_screlate,
        TYPE_COEXPRESSION.out.versions,
        TYPE_DIFFERENCES.out.versions_screlate,
        GATHER_COEXPRESSION.out.versions_screlate,
        GATHER_DIFFERENCES.out.versions_screlate,
        TYPE_NETWORKS.out.versions_screlate,
        COMPARE_NETWORKS.out.versions_screlate,
    )
}

/** One item for each level of a folder: a meta of its own, and its matrix. */
def levelsOf(folders, name) {
    return folders.flatMap { meta, files, manifest ->
        def levels = rowsOf(manifest).collectEntries { row -> [row.file, row.level] }
        [files].flatten().collect { cells -> [meta + [id: "${meta.id}.${cells.baseName}".toString(), parent: meta, folder: meta.folder ?: "${meta.id}/types/${cells.baseName}".toString(), (name): levels[cells.name]], cells] }
    }
}

/** The tables of all types of a study together, with the names of the types; the id is the study's and what is asked. */
def gathered(tables, question) {
    return tables
        .map { meta, table -> [meta.parent, meta.type, table] }
        .groupTuple()
        .map { parent, types, files ->
            def order = types.indices.toList().sort { i -> types[i] }
            [[id: "${parent.id}.${question}".toString(), parent: parent, folder: parent.id], order.collect { i -> types[i] }, order.collect { i -> files[i] }]
        }
}

/** Each group with each later one, by name: what the second gained and lost. */
def pairsOf(parent, names, files) {
    def order = names.indices.toList().sort { i -> names[i] }
    return [order, order].combinations().findAll { one, other -> names[one] < names[other] }.collect { one, other ->
        def id = order.size() > 2 ? "${parent.id}.${fileName(names[one])}-${fileName(names[other])}".toString() : parent.id
        [parent + [id: id, from: names[one], to: names[other]], files[one], files[other]]
    }
}
