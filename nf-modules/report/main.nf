process SCRELATE_REPORT {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), val(samples), path(results, stageAs: 'results/*')

    output:
    tuple val(meta), path("${prefix}.html"), emit: page
    tuple val(meta), path("${prefix}_multiqc/*"), emit: multiqc, optional: true
    tuple val("${task.process}"), val('screlate'), eval("screlate-report --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-report \\
        --input results/* \\
        ${samples ? "--samples ${quoted.call([samples].flatten().join(','))}" : ''} \\
        --multiqc ${prefix}_multiqc \\
        ${args} \\
        --threads ${task.cpus} \\
        --output ${prefix}.html
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}"
    """
    mkdir ${prefix}_multiqc
    touch ${prefix}.html ${prefix}_multiqc/screlate_quality_mqc.json
    """
}
