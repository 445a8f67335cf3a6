process SCRELATE_MERGE {
    tag "${meta.id}"
    label 'process_low'
    conda "${moduleDir}/environment.yml"
    container "ghcr.io/screlate/screlate:0.1.0"

    input:
    tuple val(meta), val(names), path(cells, stageAs: '?/*'), path(samples)

    output:
    tuple val(meta), path("${prefix}.arrow"), emit: cells
    tuple val("${task.process}"), val('screlate'), eval("screlate-merge --version | sed 's/.* //'"), topic: versions, emit: versions_screlate

    when:
    task.ext.when == null || task.ext.when

    script:
    def args = task.ext.args ?: ''
    def quoted = { text -> "'" + "${text}".replace("'", "'\\''") + "'" }
    def named = [names, [cells].flatten()].transpose().collect { name, file -> "${quoted.call(name + '=')}${file}" }
    def about = samples ? "--samples ${samples}" : ''
    prefix = task.ext.prefix ?: "${meta.id}.merged"
    """
    SCRELATE_MEMORY_MB=${task.memory ? task.memory.toMega() : ''} screlate-merge \\
        --cells ${named.join(' ')} \\
        ${about} \\
        ${args} \\
        --threads ${task.cpus} \\
        --output '${prefix}.arrow'
    """

    stub:
    prefix = task.ext.prefix ?: "${meta.id}.merged"
    """
    touch '${prefix}.arrow'
    """
}
