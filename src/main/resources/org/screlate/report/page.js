/* The page's own script: hands rows to Vega-Lite, Tabulator and Cytoscape, and ties controls to them. */
(() => {
  'use strict';
  const page = JSON.parse(document.getElementById('page-data').textContent);
  const root = document.documentElement;
  const {palette, short, natural, theme, choices, byColumn} = screlateFigures;
  const redraws = [];
  const cache = new Map();

  const isDark = () => root.dataset.theme === 'dark';
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };

  function rowsOf(name) {
    if (!cache.has(name)) cache.set(name, screlateFigures.rows(page.tables[name]));
    return cache.get(name);
  }

  const describe = (control, text) => { control.setAttribute('aria-label', text); return control; };

  function chooser(holder, values, label, act) {
    const select = make('select');
    values.forEach(value => select.append(make('option', {value: String(value), textContent: short(value)})));
    select.addEventListener('change', act);
    holder.append(make('label', {}, label + ' ', select));
    return select;
  }

  async function unpacked(text) {
    const packed = Uint8Array.from(atob(text), c => c.charCodeAt(0));
    return new Response(new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip')));
  }

  /** Levels of one gene: 256 steps in a packed array, one byte a point. */
  const packs = new Map();
  async function levels(figure) {
    if (!packs.has(figure.id)) packs.set(figure.id, new Uint8Array(await (await unpacked(figure.colours.levels)).arrayBuffer()));
    return packs.get(figure.id);
  }

  async function colourValues(figure, rows, choice, layer) {
    if (choice.startsWith('column:')) {
      return byColumn(rows, choice.slice(7));
    }
    const colours = figure.colours, gene = colours.genes.indexOf(choice.slice(5)), all = await levels(figure);
    const from = (layer * colours.genes.length + gene) * rows.length, top = colours.tops[layer][gene];
    return {values: rows.map((_, i) => all[from + i] / 255 * top), type: 'quantitative', title: short(colours.genes[gene], 30) + ', ' + colours.layers[layer]};
  }

  function colourControls(figure, holder, act) {
    const state = {choice: 'column:' + figure.colours.columns[0], layer: 0};
    if (!figure.colours.columns.length && figure.colours.genes.length) state.choice = 'gene:' + figure.colours.genes[0];
    const select = chooser(holder, figure.colours.columns, 'Colour by', () => { state.choice = 'column:' + select.value; input.value = ''; act(); });
    const input = make('input', {type: 'search', placeholder: 'gene', size: 14});
    if (figure.colours.genes.length) {
      const list = make('datalist', {id: figure.id + '-genes'});
      list.append(...figure.colours.genes.slice(0, 3000).map(g => make('option', {value: g})));
      input.setAttribute('list', list.id);
      const said = make('span', {className: 'missing', role: 'status'});
      input.addEventListener('change', () => {
        const wanted = input.value.trim();
        const gene = figure.colours.genes.find(g => g === wanted) ?? figure.colours.genes.find(g => g.toLowerCase() === wanted.toLowerCase());
        said.textContent = gene || !wanted ? '' : 'The page holds no gene ' + short(wanted, 30);
        if (gene) { state.choice = 'gene:' + gene; act(); } else if (!wanted && select.value) { state.choice = 'column:' + select.value; act(); }
      });
      holder.append(make('label', {}, 'or by gene ', input), list, said);
      if (figure.colours.layers.length > 1) {
        const layer = chooser(holder, figure.colours.layers, 'layer', () => { state.layer = layer.selectedIndex; act(); });
      }
    }
    return state;
  }

  function drawFigure(figure) {
    const element = document.getElementById(figure.id), holder = element.querySelector('.controls'), drawing = element.querySelector('.drawing');
    let view = null, turn = 0;
    const all = Object.fromEntries(Object.entries(figure.tables).map(([name, table]) => [name, rowsOf(table)]));
    const of = choices(figure, all);
    const choice = of.length ? chooser(holder, of, figure.chooseBy.replaceAll('_', ' '), () => draw()) : null;
    const state = figure.colours ? colourControls(figure, holder, () => draw()) : null;

    async function draw() {
      const mine = ++turn;
      const colour = state ? await colourValues(figure, all.rows, state.choice, state.layer) : null;
      const spec = screlateFigures.spec(figure, all, {width: drawing.clientWidth, dark: isDark(), chosen: choice ? of[choice.selectedIndex] : undefined, colour});
      const result = await vegaEmbed(drawing, spec, {
        renderer: Object.values(spec.datasets).reduce((n, rows) => n + rows.length, 0) > 1500 ? 'canvas' : 'svg',
        config: theme(isDark(), drawing.clientWidth), ast: false, logLevel: vega.Error, tooltip: {theme: isDark() ? 'dark' : 'light'},
        actions: {export: true, source: false, compiled: false, editor: false}, downloadFileName: figure.id});
      if (mine !== turn) { result.finalize(); return; }
      if (view) view.finalize();
      view = result;
      drawing.dataset.drawn = String(mine);
      drawing.querySelector('summary')?.setAttribute('aria-label', 'Save this figure');
    }
    redraws.push(draw);
    return draw();
  }

  const number = cell => { const v = cell.getValue(); return v == null ? '' : typeof v !== 'number' ? String(v) : Number.isInteger(v) ? v.toLocaleString('en') : Math.abs(v) >= 1e-3 && Math.abs(v) < 1e5 ? Number(v.toPrecision(4)).toString() : v.toExponential(2); };
  const plain = cell => document.createTextNode(cell.getValue() == null ? '' : short(cell.getValue(), 400));
  const compare = (a, b) => (a == null ? (b == null ? 0 : 1) : b == null ? -1 : typeof a === 'number' && typeof b === 'number' ? a - b : natural(a, b));
  const within = (wanted, value) => {
    const limit = /^\s*(<=|>=|<|>|=)\s*(-?[\d.]+(?:e[-+]?\d+)?)\s*$/i.exec(wanted);
    if (!limit) return String(value ?? '').toLowerCase().includes(String(wanted).toLowerCase());
    const n = Number(limit[2]);
    return typeof value === 'number' && {'<': value < n, '<=': value <= n, '>': value > n, '>=': value >= n, '=': value === n}[limit[1]];
  };

  function drawGrid(grid) {
    const element = document.getElementById(grid.id), holder = element.querySelector('.controls'), rows = rowsOf(grid.table);
    const names = Object.keys(page.tables[grid.table].columns);
    const isLong = name => rows.some(row => typeof row[name] === 'string' && row[name].length > 60);
    // Tabulator reads dots in a field's name as a path, so fields are numbers.
    const columns = names.map((name, i) => {
      const numeric = rows.some(row => typeof row[name] === 'number') && !['group', 'community', 'component', 'cluster'].includes(name);
      return {title: name, titleFormatter: () => document.createTextNode(short(name, 60)), field: 'c' + i, sorter: compare, headerFilter: 'input', headerFilterPlaceholder: numeric ? '< > =' : 'filter', headerFilterFunc: within, formatter: numeric ? number : plain, hozAlign: numeric ? 'right' : 'left', minWidth: 80, maxWidth: isLong(name) ? 480 : 320, cssClass: isLong(name) ? 'long-text' : '', variableHeight: isLong(name), headerTooltip: false, titleDownload: name};
    });
    const table = new Tabulator(element.querySelector('.drawing'), {
      data: rows.map(row => Object.fromEntries(names.map((name, i) => ['c' + i, row[name]]))), columns, layout: 'fitDataFill', pagination: rows.length > 12, paginationSize: 12, paginationSizeSelector: [12, 50, 200], paginationCounter: 'rows', placeholder: 'No row fits', nestedFieldSeparator: false});
    const search = describe(make('input', {type: 'search', placeholder: 'search all columns', size: 22}), 'Search all columns of ' + grid.title);
    search.addEventListener('input', () => search.value ? table.setFilter(row => Object.values(row).some(v => v != null && String(v).toLowerCase().includes(search.value.toLowerCase()))) : table.clearFilter());
    const save = make('button', {type: 'button', textContent: 'Save as TSV'});
    save.addEventListener('click', () => table.download('csv', grid.id + '.tsv', {delimiter: '\t'}));
    if (rows.length > 12) holder.append(search);
    holder.append(save);
    table.on('tableBuilt', () => {
      element.querySelectorAll('.tabulator-header-filter input').forEach((input, i) => describe(input, 'Filter ' + short(names[i])));
      element.querySelectorAll('.tabulator-col').forEach(column => { column.tabIndex = 0; column.addEventListener('keydown', e => { if (e.key === 'Enter' && e.target === column) column.click(); }); });
      element.dataset.drawn = '1';
    });
    return table;
  }

  function drawGraph(graph) {
    const element = document.getElementById(graph.id), holder = element.querySelector('.controls'), drawing = element.querySelector('.drawing'), details = element.querySelector('.details');
    const nodes = rowsOf(graph.nodes), edges = rowsOf(graph.edges), byId = new Map(nodes.map(node => [node.id, node]));
    const partners = new Map(nodes.map(node => [node.id, []]));
    edges.forEach(edge => { partners.get(edge.source)?.push(edge); partners.get(edge.target)?.push(edge); });
    const groups = [...new Set(nodes.map(node => node.group))].sort(natural);
    const colour = group => { const colours = palette(isDark()); return colours[groups.indexOf(group) % colours.length]; };
    let shown = null, centre = null, change = 'all';

    function elements() {
      if (graph.layered) return [nodes, edges];
      const ofChange = edge => change === 'all' || edge.change === change;
      const near = partners.get(centre).filter(ofChange).sort((a, b) => b.weight - a.weight).slice(0, 30);
      const kept = new Set([centre, ...near.flatMap(edge => [edge.source, edge.target])]);
      return [[...kept].map(id => byId.get(id)), edges.filter(edge => ofChange(edge) && kept.has(edge.source) && kept.has(edge.target))];
    }

    function draw() {
      const [some, joined] = elements(), fore = isDark() ? '#e6e8ea' : '#1b1f24';
      if (shown) shown.destroy();
      shown = cytoscape({
        container: drawing, userZoomingEnabled: false, minZoom: 0.2, maxZoom: 1.25,
        elements: [...some.map(node => ({data: {...node, id: node.id, isCentre: node.id === centre, shownLabel: short(node.label, 24), colour: colour(node.group)}})), ...joined.map((edge, i) => ({data: {...edge, id: 'edge ' + i}}))],
        style: [
          {selector: 'node', style: {label: 'data(shownLabel)', 'background-color': 'data(colour)', color: fore, 'font-size': 11, width: 18, height: 18, 'text-valign': 'bottom', 'text-margin-y': 3, 'text-background-color': isDark() ? '#15191e' : '#fff', 'text-background-opacity': 0.7}},
          {selector: 'edge', style: {width: 1.5, 'line-color': '#8a949e', 'curve-style': graph.layered ? 'bezier' : 'haystack', 'target-arrow-shape': graph.layered ? 'triangle' : 'none', 'target-arrow-color': '#8a949e', opacity: 0.8}},
          {selector: 'edge[change = "gained"]', style: {'line-color': '#0072B2', width: 2.5}},
          {selector: 'edge[change = "lost"]', style: {'line-color': '#D55E00', width: 2.5, 'line-style': 'dashed'}},
          {selector: 'node[?isCentre]', style: {width: 28, height: 28, 'border-width': 3, 'border-color': fore}}],
        layout: graph.layered ? {name: 'breadthfirst', directed: true, padding: 20, spacingFactor: 1.1} : some.length > 1 ? {name: 'concentric', concentric: node => node.data('isCentre') ? 2 : 1, levelWidth: () => 1, minNodeSpacing: 46, padding: 30} : {name: 'grid'}});
      shown.maxZoom(4);
      shown.on('tap', 'node', event => tell(event.target.id(), !graph.layered));
      drawing.dataset.drawn = '1';
      drawing.dataset.nodes = String(some.length);
      drawing.setAttribute('role', 'img');
      describe(drawing, graph.title + ': ' + some.length + ' nodes, ' + joined.length + ' edges' + (centre ? ' around ' + short(byId.get(centre).label) : ''));
    }

    const called = graph.layered ? {label: 'step', group: 'tool'} : {label: 'gene', group: 'community'};
    function tell(id, move) {
      const node = byId.get(id);
      details.textContent = Object.entries(node).filter(([name, value]) => name !== 'id' && value != null).map(([name, value]) => (called[name] ?? name.replaceAll('_', ' ')) + ': ' + short(typeof value === 'number' ? Number(value.toPrecision(4)) : value, 300)).join(' · ');
      if (move) { centre = id; input.value = short(node.label, 60); draw(); }
    }

    const input = describe(make('input', {type: 'search', size: 18}), 'Node at the centre');
    if (!graph.layered && nodes.length) {
      const list = make('datalist', {id: graph.id + '-nodes'});
      list.append(...nodes.slice(0, 3000).map(node => make('option', {value: node.label})));
      input.setAttribute('list', list.id);
      input.addEventListener('change', () => { const found = nodes.find(n => n.label.toLowerCase() === input.value.trim().toLowerCase()); if (found) tell(found.id, true); else details.textContent = 'The network has no ' + short(input.value, 40); });
      holder.append(make('label', {}, 'Around ', input), list);
      const changes = [...new Set(edges.map(edge => edge.change).filter(Boolean))];
      if (changes.length) { const select = chooser(holder, ['all', ...changes], 'edges', () => { change = select.value; draw(); }); }
      centre = [...partners].sort((a, b) => b[1].length - a[1].length)[0][0];
    }
    const zoom = (text, factor) => { const b = describe(make('button', {type: 'button', textContent: text}), factor > 1 ? 'Zoom in' : 'Zoom out'); b.addEventListener('click', () => shown.zoom({level: shown.zoom() * factor, renderedPosition: {x: drawing.clientWidth / 2, y: drawing.clientHeight / 2}})); return b; };
    holder.append(zoom('+', 1.3), zoom('−', 1 / 1.3));
    redraws.push(draw);
    draw();
    if (centre) tell(centre, true);
  }

  /** Draws what comes into view, so that a long page opens at once; everything before it is printed. */
  const waiting = new Map();
  const drawers = {figure: drawFigure, grid: drawGrid, graph: drawGraph};
  const ready = unpacked(page.packed).then(response => response.json()).then(tables => { page.tables = tables; });
  ready.catch(() => document.getElementById('content').prepend(make('p', {className: 'warning', textContent: 'Figures and tables need a newer browser than this one (of 2023 or later); the sentences below do without.'})));
  const drawn = id => { const start = waiting.get(id); waiting.delete(id); return start ? ready.then(start) : null; };
  page.parts.forEach(part => waiting.set(part.id, () => drawers[part.kind](part)));
  const watcher = new IntersectionObserver(entries => entries.filter(e => e.isIntersecting).forEach(e => { watcher.unobserve(e.target); drawn(e.target.id); }), {rootMargin: '600px'});
  page.parts.forEach(part => watcher.observe(document.getElementById(part.id)));
  const drawAll = () => Promise.all([...waiting.keys()].map(drawn));
  window.addEventListener('beforeprint', drawAll);
  window.screlate = {drawAll};

  const button = document.getElementById('theme');
  const setTheme = dark => { root.dataset.theme = dark ? 'dark' : 'light'; button.textContent = dark ? 'Light colours' : 'Dark colours'; redraws.forEach(redraw => redraw()); };
  const preferred = window.matchMedia('(prefers-color-scheme: dark)');
  setTheme(preferred.matches);
  preferred.addEventListener('change', () => setTheme(preferred.matches));
  button.addEventListener('click', () => setTheme(!isDark()));
  let width = window.innerWidth, pause;
  window.addEventListener('resize', () => { if (Math.abs(window.innerWidth - width) > 20) { width = window.innerWidth; clearTimeout(pause); pause = setTimeout(() => redraws.forEach(redraw => redraw()), 200); } });
})();
