process SCRELATE_COEXPRESS {
    tag "${meta.id}"
    label 'process_high'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), path(cells), path(model), path(pairs)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: tests
    tuple val("${task.process}"), val('screlate'), eval("screlate-coexpress --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    prefix = task.ext.prefix ?: "${meta.id}.tests.${pairs.baseName}"
    if ("${pairs}" == "${prefix}.arrow" || "${cells}" == "${prefix}.arrow") {
        error("Input and output names are the same: set prefix in the module's configuration")
    }
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-coexpress \\
        --cells ${cells} \\
        --model ${model} \\
        --pairs ${pairs} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.arrow
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.tests.${pairs.baseName}"
    """
    touch ${prefix}.arrow
    """
}
