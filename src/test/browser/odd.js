// node odd.js FOLDER: results of twelve cells whose names and labels go wrong where text is taken for code, dates or numbers.
import { mkdirSync, writeFileSync } from 'node:fs';

const [folder] = process.argv.slice(2);
const labels = ['SEPT2', 'cluster 1', '1', '01', '2024-01-02', '<script>window.harmed=1</script>', 'ä–β 細胞', 'x'.repeat(10000), '</script><img src=x onerror="window.harmed=2">', '"quoted"', "it's", '{{title}} $0 ${x}'];
const table = (name, rows) => writeFileSync(`${folder}/${name}`, rows.map(row => row.map(word => /["\t\n]/.test(word) ? `"${String(word).replaceAll('"', '""')}"` : word).join('\t')).join('\n') + '\n');

mkdirSync(folder, { recursive: true });
table('odd.clusters.tsv', [['cell', 'cluster', 'dot.in [name]', 'kmeans'], ...labels.map((label, i) => [`cell ${i}`, label, labels[11 - i], i % 3])]);
table('odd.umap.tsv', [['cell', 'umap_1', 'umap_2'], ...labels.map((_, i) => [`cell ${i}`, i, (i * 7) % 12])]);
table('odd.cell_qc.tsv', [['cell', 'n_counts', 'n_genes', 'kept', 'reason'], ...labels.map((label, i) => [`cell ${i}`, i * 10, i * 5, i > 0, i > 0 ? '' : label])]);
table('odd.coexpression.tsv', [['gene_1', 'gene_2', 'status', 'reason', 'p_value', 'fdr_bh', 'rho_a', 'rho_b'],
  ...labels.map((label, i) => [label, labels[(i + 1) % 12], i < 11 ? 'converged' : 'failed', i < 11 ? '' : label, i < 11 ? (i === 0 ? 0 : i / 12) : '', i < 11 ? Math.min(1, i / 6) : '', i < 11 ? 0.1 : '', i < 11 ? 0.1 - i / 20 : ''])]);
table('odd.network.tsv', [['source', 'target', 'weight', 'change'], ...labels.slice(1).map((label, i) => [labels[0], label, 1 - i / 20, i % 2 ? 'gained' : 'lost'])]);
