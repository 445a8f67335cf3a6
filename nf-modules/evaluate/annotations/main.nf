process SCRELATE_EVALUATE_ANNOTATIONS {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(profiles), path(gene_sets)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: metrics
    tuple val(meta), path("${prefix}.sets.tsv"), emit: sets
    tuple val("${task.process}"), val('screlate'), eval("screlate-evaluate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.annotations"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-evaluate annotations \\
        --profiles profiles=${profiles} \\
        --gene-sets ${gene_sets} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv \\
        --sets-output ${prefix}.sets.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.annotations"
    """
    printf 'task\\tname\\tmetric\\tvalue\\tn\\n' > ${prefix}.tsv
    touch ${prefix}.sets.tsv
    """
}
