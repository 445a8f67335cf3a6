process SCRELATE_ENRICH_OVER_REPRESENTATION {
    tag "${meta.id}"
    label 'process_medium'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(list), path(background), path(gene_sets)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: tests
    tuple val(meta), path("${prefix}.arrow"), emit: arrow
    tuple val("${task.process}"), val('screlate'), eval("screlate-enrich --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.over-representation"
    if ("${list}" == "${prefix}.tsv") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-enrich over-representation \\
        --list ${list} \\
        --background ${background} \\
        --gene-sets ${gene_sets} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow \\
        --tsv-output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.over-representation"
    """
    printf 'group\\tset\\tgene\\tscore\\tnes\\tp_value\\tq_value\\n' > ${prefix}.tsv
    touch ${prefix}.arrow
    """
}
