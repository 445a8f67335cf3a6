/* What a figure shows: rows and a Vega-Lite spec for a width, a theme and the reader's choices. Knows no page, so that images are made of it, too. */
const screlateFigures = (() => {
  'use strict';
  const okabe = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#F0E442', '#999999', '#332288', '#88CCEE', '#44AA99', '#117733', '#DDCC77', '#AA4499', '#882255', '#661100'];

  /** The same order of colours, those that a dark page would swallow made lighter. */
  const okabeOnDark = okabe.map(colour => ({'#0072B2': '#4BA3DB', '#332288': '#A79BF0', '#117733': '#63BF7E', '#882255': '#E387AE', '#661100': '#E58A6A', '#AA4499': '#D58CCB'})[colour] ?? colour);
  const palette = dark => dark ? okabeOnDark : okabe;

  const short = (text, most = 60) => { const s = String(text); return s.length > most ? s.slice(0, most - 1) + '…' : s; };

  /** 2 before 10, words by their letters; the same in every engine and language. */
  function natural(a, b) {
    const parts = text => String(text).split(/(\d+)/);
    const left = parts(a), right = parts(b);
    for (let i = 0; i < Math.min(left.length, right.length); i++) {
      const order = i % 2 ? Number(left[i]) - Number(right[i]) : left[i] < right[i] ? -1 : left[i] > right[i] ? 1 : 0;
      if (order) return order;
    }
    return left.length - right.length;
  }

  /** Columns as the file has them -> rows; words come as numbers of a list. */
  function rows(table) {
    const entries = Object.entries(table.columns).map(([column, c]) => [column, Array.isArray(c) ? c : c.codes.map(i => i < 0 ? null : c.words[i])]);
    return Array.from({length: table.rows}, (_, r) => { const row = {}; for (const [column, values] of entries) row[column] = values[r]; return row; });
  }

  /** Ticks as many as the width has room for; titles stand beyond labels however long these are. */
  function theme(dark, width) {
    const fore = dark ? '#e6e8ea' : '#1b1f24', line = dark ? '#39424c' : '#d0d7de';
    return {
      background: dark ? '#15191e' : '#ffffff', font: 'system-ui, "Noto Sans", Arial, sans-serif',
      view: {stroke: line}, range: {category: palette(dark)},
      axis: {labelColor: fore, titleColor: fore, gridColor: line, domainColor: fore, tickColor: fore, labelFontSize: 12, titleFontSize: 13, labelLimit: 150, titleLimit: 400, maxExtent: 500},
      axisX: {labelFlush: false, labelSeparation: 6}, axisXQuantitative: {tickCount: Math.max(3, Math.floor(width / 100)), labelOverlap: 'greedy'},
      legend: {labelColor: fore, symbolBaseFillColor: fore, titleColor: fore, labelLimit: 170, titleLimit: 170, labelFontSize: 12, symbolLimit: 40, layout: {bottom: {direction: width < 560 ? 'vertical' : 'horizontal', anchor: 'start'}}},
      header: {labelColor: fore, titleColor: fore, labelLimit: 260}, title: {color: fore, limit: 400},
      text: {color: fore}, rule: {color: fore}, mark: {tooltip: false}};
  }

  /** Puts what only the reader's screen tells into a copy of a spec: widths and colours. */
  function fitted(spec, width, dark, longest = 18) {
    const narrow = width < 560;
    const columns = narrow ? 1 : 2;
    // As many columns as their longest word leaves room for.
    const legendColumns = Math.max(1, Math.min(4, Math.floor((width - 60) / (30 + 7 * longest))));
    const known = {'@columns': columns, '@panelWidth': Math.max(160, Math.floor(width / columns) - 140), '@width': Math.max(200, width - 30), '@fore': dark ? '#e6e8ea' : '#1b1f24', '@soft': '#8a949e', '@legend': narrow ? 'bottom' : 'right', '@legendColumns': legendColumns, '@mapColumns': narrow ? 2 : 1, '@noLegend': null};
    /** Long titles below a narrow figure go on in a second line; long labels beside one give it room. */
    const wrapped = title => {
      const lines = [''];
      for (const part of title.split(' ')) {
        if ((lines.at(-1) + ' ' + part).length > Math.max(16, (width - 150) / 7) && lines.at(-1)) lines.push(part); else lines[lines.length - 1] = (lines.at(-1) + ' ' + part).trim();
      }
      return lines.length > 1 ? lines : title;
    };
    const entry = ([key, value]) => narrow && key === 'labelLimit' ? [key, Math.min(110, value)]
      : narrow && key === 'x' && typeof value?.title === 'string' ? [key, {...walk(value), title: wrapped(value.title)}] : [key, walk(value)];
    const walk = value => Array.isArray(value) ? value.map(walk)
      : value && typeof value === 'object' ? Object.fromEntries(Object.entries(value).map(entry))
      : typeof value === 'string' && Object.hasOwn(known, value) ? known[value] : value;
    return walk(spec);
  }

  /** The values of which the reader sees one at a time; none where there is nothing to choose. */
  function choices(figure, tables) {
    const values = figure.chooseBy ? [...new Set(Object.values(tables).flatMap(all => all.map(row => row[figure.chooseBy])).filter(v => v != null))] : [];
    return values.length > 1 ? values : [];
  }

  /** Colours of points by one of their columns. */
  function byColumn(all, column) {
    const values = all.map(row => row[column]);
    return {values, type: values.some(v => typeof v === 'string') ? 'nominal' : 'quantitative', title: column};
  }

  function colourBy(spec, colour, points, dark) {
    const nominal = colour.type === 'nominal';
    const categories = nominal ? [...new Set(colour.values.filter(v => v != null))].sort(natural) : [];
    spec.encoding.color = nominal
      ? {field: 'colour', type: 'nominal', title: short(colour.title, 40), sort: null, scale: {domain: categories, range: categories.map((_, i) => palette(dark)[i % okabe.length])}, legend: spec.encoding.color.legend}
      : {field: 'colour', type: 'quantitative', title: short(colour.title, 40), scale: {scheme: 'viridis'}, legend: {orient: spec.encoding.color.legend.orient}};
    spec.encoding.tooltip = [...(spec.encoding.tooltip || []), {field: 'colour', type: colour.type, title: short(colour.title, 40)}];
    if (nominal) {
      spec.params = [...(spec.params || []), {name: 'picked', select: {type: 'point', fields: ['colour']}, bind: 'legend'}];
      spec.encoding.opacity = {condition: {param: 'picked', value: 0.85}, value: 0.06};
    } else {
      points.sort((a, b) => (a.colour ?? 0) - (b.colour ?? 0));
    }
  }

  /** The whole spec: width and theme, the value that was chosen (undefined: no choice), the colours of all rows or null. */
  function spec(figure, tables, {width, dark, chosen, colour}) {
    const words = Object.values(tables).flatMap(all => all.map(row => Math.min(24, String(row.line ?? row.sample ?? '').length)));
    const made = fitted(figure.spec, width, dark, words.reduce((a, b) => Math.max(a, b), 6));
    const seen = row => chosen === undefined || row[figure.chooseBy] == null || row[figure.chooseBy] === chosen;
    made.datasets = Object.fromEntries(Object.entries(tables).map(([name, all]) => [name, chosen === undefined ? all : all.filter(seen)]));
    if (colour) {
      made.datasets.rows = tables.rows.map((row, i) => ({...row, colour: colour.values[i]})).filter(row => chosen === undefined || row[figure.chooseBy] === chosen);
      colourBy(made, colour, made.datasets.rows, dark);
    }
    // A layer without rows would have a scale without ends.
    if (made.layer) made.layer = made.layer.filter(layer => !(layer.data?.name in made.datasets) || made.datasets[layer.data.name].length);
    return made;
  }

  return {palette, short, natural, rows, theme, choices, byColumn, spec};
})();
