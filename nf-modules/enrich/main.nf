process SCRELATE_ENRICH {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), val(test), path(genes), path(gene_sets), path(beside)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: tests
    tuple val("${task.process}"), val('screlate'), eval("screlate-enrich --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def inputs = [
        differential: "--cells ${genes}" + (beside ? " --groups ${beside}" : ''),
        gsea: "--ranking ${genes} --gene-sets ${gene_sets}",
        'over-representation': "--list ${genes} --background ${beside} --gene-sets ${gene_sets}",
    ][test]
    prefix = task.ext.prefix ?: "${meta.id}.${test}"
    if ("${genes}" == "${prefix}.tsv") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-enrich \\
        --task ${test} \\
        ${inputs} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.${test}"
    """
    printf 'group\\tset\\tgene\\tscore\\tnes\\tp_value\\tq_value\\n' > ${prefix}.tsv
    """
}
