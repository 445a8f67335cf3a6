/* Images of a page's figures without a browser: SVG by Vega, PNG by resvg. */
const screlateImages = (() => {
  'use strict';
  const WIDTH = 900;
  const MOST = 12;
  // Without a screen Vega guesses widths of words, too large ones, so limits are wider.
  function sized(spec) {
    const theme = screlateFigures.theme(false, WIDTH);
    theme.axis = {...theme.axis, labelLimit: 300, titleLimit: 800};
    theme.legend = {...theme.legend, labelLimit: 340, titleLimit: 340};
    return {...spec, ...(spec.width === 'container' ? {width: WIDTH - 30} : {}), config: {...theme, font: 'DejaVu Sans'}};
  }

  const word = text => String(text).replace(/[\x00-\x2c\x2f\x3a-\x40\x5b-\x5e\x60\x7b-\x7f]+/g, '-').replace(/^[-.]+|-+$/g, '').slice(0, 40);

  /** Every figure as it is at first, and once for each of the first values that it can be chosen or coloured by. */
  function list(page) {
    const tables = new Map();
    const rowsOf = name => tables.get(name) ?? tables.set(name, screlateFigures.rows(page.tables[name])).get(name);
    const images = [];
    for (const figure of page.parts.filter(part => part.kind === 'figure')) {
      const all = Object.fromEntries(Object.entries(figure.tables).map(([name, table]) => [name, rowsOf(table)]));
      const chosen = screlateFigures.choices(figure, all).slice(0, MOST), columns = (figure.colours?.columns ?? []).slice(0, MOST);
      for (const value of chosen.length ? chosen : [undefined]) {
        for (const column of columns.length ? columns : [undefined]) {
          if (figure.colours && column === undefined) continue;
          const name = [figure.id, value, column].filter(part => part !== undefined).map(word).join('.');
          images.push({name, spec: () => screlateFigures.spec(figure, all, {width: WIDTH, dark: false, chosen: value, colour: column === undefined ? null : screlateFigures.byColumn(all.rows, column)})});
        }
      }
    }
    return images;
  }

  let images = [];
  return {
    /** Takes the page's data; how many images there are. */
    open(page) { images = list(JSON.parse(page)); return images.length; },
    name: index => images[index].name,
    /** Sets a promise going; what it gives is in result: the SVG, or the error. */
    start(index) {
      this.result = this.failed = null;
      new vega.View(vega.parse(vegaLite.compile(sized(images[index].spec())).spec), {renderer: 'none'}).toSVG()
        .then(svg => { this.result = svg; }, error => { this.failed = String(error); });
    },
    loadRaster(wasm) { resvg.initWasm(wasm); },
    png(svg, fonts) {
      return new resvg.Resvg(svg, {fitTo: {mode: 'zoom', value: 2}, font: {fontBuffers: fonts, defaultFontFamily: 'DejaVu Sans', sansSerifFamily: 'DejaVu Sans'}}).render().asPng();
    }};
})();
