// node report.test.js PAGE.html ODD.html: opens pages in a real Chromium and uses them. Prints "N passed, N failed".
import { launch, open } from './browser.js';

const [tiny, odd] = process.argv.slice(2);
let passed = 0, failed = 0;
const browser = await launch();

async function test(name, body) {
  try {
    await body();
    passed++;
  } catch (error) {
    failed++;
    console.log(`FAILED: ${name}\n  ${String(error.message ?? error).split('\n').slice(0, 6).join('\n  ')}`);
  }
}

function equal(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
}

const isTrue = (claim, what) => { if (!claim) throw new Error(what); };

for (const [width, dark] of [[1280, false], [1280, true], [400, false], [400, true]]) {
  const how = `at ${width} px, ${dark ? 'dark' : 'light'}`;
  const { page, complaints, requests, close } = await open(browser, tiny, { width, dark });
  await test(`says nothing to the console ${how}`, async () => equal(complaints, [], 'complaints'));
  await test(`asks nothing of a network ${how}`, async () => equal(requests, [], 'requests'));
  await test(`is not wider than the window ${how}`, async () => isTrue(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'the page scrolls sideways'));
  await test(`draws every figure, table and network ${how}`, async () => {
    const empty = await page.evaluate(() => [...document.querySelectorAll('figure')].filter(f => !f.querySelector('.drawing svg, .drawing canvas, .tabulator-row')).map(f => f.id));
    equal(empty, [], 'without a drawing');
  });
  await test(`no number is broken between lines ${how}`, async () => {
    const broken = await page.evaluate(() => {
      const found = [], walker = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const text = walker.currentNode, range = document.createRange();
        for (const number of text.data.matchAll(/(?<![\w.-])-?[\d.,]*\d(?:[eE][-+]?\d+)?/g)) {
          range.setStart(text, number.index);
          range.setEnd(text, number.index + number[0].length);
          const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
          if (lines.size > 1 && !text.parentElement.closest('.long-text, svg')) found.push(number[0]);
        }
      }
      return found;
    });
    equal(broken, [], 'broken');
  });
  await test(`no figure is wider than its frame ${how}`, async () => {
    const wide = await page.evaluate(() => [...document.querySelectorAll('.drawing.vega-embed')].filter(d => d.scrollWidth > d.clientWidth + 2).map(d => d.closest('figure').id));
    equal(wide, [], 'cut');
  });
  await close();
}

{
  const { page, complaints, close } = await open(browser, tiny);
  await test('every figure has a text and titles on its axes', async () => {
    const bare = await page.evaluate(() => JSON.parse(document.getElementById('page-data').textContent).parts.filter(p => p.kind === 'figure').filter(p => {
      const text = JSON.stringify(p.spec);
      return !p.spec.description || !/"x":\{[^}]*"title":"[^"]+/.test(text) || !/"y":\{[^}]*"title":("[^"]+|null)/.test(text);
    }).map(p => p.id));
    equal(bare, [], 'without');
    const untold = await page.evaluate(() => [...document.querySelectorAll('.drawing [role=graphics-document], .drawing canvas')].filter(e => !(e.getAttribute('aria-label') || e.closest('[aria-label]'))).length);
    equal(untold, 0, 'drawings without a label');
  });
  const cellsOf = async (grid, name) => {
    const field = await grid.locator('.tabulator-col', { has: page.getByText(name, { exact: true }) }).first().getAttribute('tabulator-field');
    return (await grid.locator(`.tabulator-cell[tabulator-field="${field}"]`).allTextContents()).map(Number);
  };
  await test('a table is sorted by a click on its head', async () => {
    const grid = page.locator('figure[id^="pairs-"]');
    const head = grid.locator('.tabulator-col', { has: page.getByText('p_value', { exact: true }) }).first();
    for (const [order, sign] of [['rising', 1], ['falling', -1]]) {
      await head.click({ position: { x: 15, y: 10 } });
      await page.waitForTimeout(300);
      const values = await cellsOf(grid, 'p_value');
      isTrue(values.length > 3 && values.every((v, i) => i === 0 || sign * (v - values[i - 1]) >= 0), `p-values are not ${order}: ${values}`);
    }
  });
  await test('a table is filtered by a limit', async () => {
    const grid = page.locator('figure[id^="pairs-"]');
    const before = await grid.locator('.tabulator-row').count();
    await grid.getByLabel('Filter p_value').pressSequentially('< 0.0001');
    await page.waitForTimeout(900);
    const values = await cellsOf(grid, 'p_value');
    isTrue(values.length > 0 && values.length < before && values.every(v => v < 0.0001), `rows left: ${values}`);
  });
  await test('a table is searched', async () => {
    const grid = page.locator('figure[id^="table-markers-"]');
    await grid.locator('.controls input[type=search]').fill('KRT901');
    await page.waitForTimeout(300);
    const rows = await grid.locator('.tabulator-row').allTextContents();
    isTrue(rows.length > 0 && rows.every(row => row.includes('KRT901')), `rows: ${rows.slice(0, 3)}`);
  });
  await test('a table is saved', async () => {
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('figure[id^="table-markers-"] button', { hasText: 'Save as TSV' }).click()]);
    isTrue(download.suggestedFilename().endsWith('.tsv'), download.suggestedFilename());
  });
  await test('a gene is searched and colours the map', async () => {
    const map = page.locator('figure[id^="map-"]', { has: page.locator('input[type=search]') }).first();
    const before = await map.locator('.drawing').getAttribute('data-drawn');
    await map.locator('input[type=search]').fill('krt901');
    await map.locator('input[type=search]').press('Enter');
    await page.waitForTimeout(700);
    isTrue(await map.locator('.drawing').getAttribute('data-drawn') !== before, 'not drawn anew');
    isTrue((await map.locator('.drawing').innerText()).includes('KRT901') || (await map.locator('.drawing').innerHTML()).includes('KRT901'), 'the legend does not name the gene');
  });
  await test('a gene that is not there is said', async () => {
    const map = page.locator('figure[id^="map-"]', { has: page.locator('input[type=search]') }).first();
    await map.locator('input[type=search]').fill('NOSUCHGENE');
    await map.locator('input[type=search]').press('Enter');
    isTrue((await map.locator('[role=status]').innerText()).includes('no gene NOSUCHGENE'), 'nothing is said');
  });
  await test('a column is chosen by the keyboard', async () => {
    const map = page.locator('figure[id^="map-"]').first();
    const before = await map.locator('.drawing').getAttribute('data-drawn');
    await map.locator('select').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.waitForTimeout(600);
    isTrue(await map.locator('.drawing').getAttribute('data-drawn') !== before, 'not drawn anew');
  });
  await test('the pointer over a point shows what it is', async () => {
    const figure = page.locator('figure[id^="volcano-pairs-"]');
    await figure.scrollIntoViewIfNeeded();
    await figure.locator('svg .mark-symbol.role-mark path').first().hover({ force: true });
    await page.waitForTimeout(400);
    isTrue((await page.locator('#vg-tooltip-element').innerText()).includes('Pair'), 'no tooltip');
  });
  await test('a step of the run tells its options', async () => {
    isTrue(Number(await page.locator('#provenance .drawing').getAttribute('data-nodes')) >= 3, 'steps are not drawn');
  });
  await test('the button changes the colours', async () => {
    await page.locator('#theme').click();
    equal(await page.evaluate(() => document.documentElement.dataset.theme), 'dark', 'theme');
  });
  await test('all this leaves the console silent', async () => equal(complaints, [], 'complaints'));
  await test('prints to A4', async () => {
    const pdf = await page.pdf({ format: 'A4' });
    isTrue(pdf.length > 20000, `PDF of ${pdf.length} bytes`);
  });
  await close();
}

{
  const { page, complaints, requests, close } = await open(browser, odd);
  await test('odd names: the console stays silent', async () => equal(complaints, [], 'complaints'));
  await test('odd names: nothing is asked of a network', async () => equal(requests, [], 'requests'));
  await test('odd names: markup is text', async () => equal(await page.evaluate(() => window.harmed ?? 'no'), 'no', 'a name was obeyed'));
  await test('odd names: the page is not wider than the window', async () => isTrue(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth), 'it is'));
  await test('categories keep their words', async () => {
    const shown = await page.evaluate(() => [...document.querySelectorAll('figure[id^="map-"] .role-legend-label text, figure[id^="map-"] .role-legend-label')].map(e => e.textContent));
    for (const word of ['SEPT2', 'cluster 1', '1', '01', '2024-01-02']) isTrue(shown.includes(word), `${word} is not in the legend: ${shown}`);
  });
  await test('a category given as 1 and as "1" keeps every cell', async () => {
    equal(await page.locator('figure[id^="map-"] .mark-symbol.role-mark path').count(), 12, 'points');
  });
  await test('every point of a log axis is drawn where one count is zero', async () => {
    const path = await page.locator('#knee .mark-line.role-mark path').first().getAttribute('d');
    isTrue(!path.includes('NaN') && path.split('L').length >= 8, path);
  });
  await close();
}

await browser.close();
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
