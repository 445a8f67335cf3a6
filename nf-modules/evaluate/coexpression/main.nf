process SCRELATE_EVALUATE_COEXPRESSION {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(tests), path(truth)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: metrics
    tuple val(meta), path("${prefix}.curve.tsv"), emit: curve
    tuple val("${task.process}"), val('screlate'), eval("screlate-evaluate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.coexpression"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-evaluate coexpression \\
        --tests ${tests} \\
        --truth ${truth} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv \\
        --curve-output ${prefix}.curve.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.coexpression"
    """
    printf 'task\\tname\\tmetric\\tvalue\\tn\\n' > ${prefix}.tsv
    touch ${prefix}.curve.tsv
    """
}
