process SCRELATE_EVALUATE_DENOISING {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(recovered), path(train), path(reference)

    output:
    tuple val(meta), path("${prefix}.tsv"), emit: metrics
    tuple val("${task.process}"), val('screlate'), eval("screlate-evaluate --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.denoising"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-evaluate denoising \\
        --recovered ${recovered} \\
        --train ${train} \\
        --reference ${reference} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.tsv
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.denoising"
    """
    printf 'task\\tname\\tmetric\\tvalue\\tn\\n' > ${prefix}.tsv
    """
}
