// node screenshots.mjs SHOWN.json FOLDER: pictures of a Galaxy in which the tutorial was followed; screenshots.py calls it.
import { readFileSync } from 'node:fs';
import { launch } from '../src/test/browser/browser.js';

const [told, folder] = process.argv.slice(2);
const shown = JSON.parse(readFileSync(told, 'utf8'));
const browser = await launch();
const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
const page = await context.newPage();
page.setDefaultTimeout(60000);

/** Opens a place in Galaxy and waits until what it is opened for is there. */
async function open(path, awaited) {
  await page.goto(shown.url + path);
  await page.locator(awaited).first().waitFor();
  await page.waitForTimeout(2500);
}

const save = (name, clip) => page.screenshot({ path: `${folder}/${name}.png`, ...(clip ? { clip } : {}) });

/** A part of the window, as far as the window shows it. */
async function boxOf(locator) {
  const box = await locator.boundingBox();
  const { width, height } = page.viewportSize();
  return { x: box.x, y: box.y, width: Math.min(box.width, width - box.x), height: Math.min(box.height, height - box.y) };
}

const history = page.locator('#current-history-panel');
const item = name => history.locator('.content-item', { hasText: name }).first();

await page.request.get(`${shown.url}/history/set_as_current?id=${shown.history}`);

await test('history', async () => {
  await open('/', '#current-history-panel .content-item');
  await item('tiny.h5ad: expression').locator('.content-title, .name').first().click();
  await page.waitForTimeout(2500);
  await item('tiny.h5ad: expression').scrollIntoViewIfNeeded();
  await save('history', await boxOf(history));
});

await test('red', async () => {
  await open('/', '#current-history-panel .content-item');
  const red = history.locator('.content-item[data-state="error"], .content-item.alert-danger').last();
  await red.locator('.content-title, .name').first().click();
  await page.waitForTimeout(2500);
  await save('red', await boxOf(red));
});

await test('form', async () => {
  await open('/?tool_id=screlate_coexpress', '.ui-form-element');
  await page.getByText('Loading Toolbox').waitFor({ state: 'detached' });
  await save('form');
});

await test('report', async () => {
  await open(`/datasets/${shown.report}/preview`, '#current-history-panel .content-item');
  await page.waitForTimeout(8000);
  await save('report');
});

await test('workflow', async () => {
  await open(`/workflows/edit?id=${shown.workflow}`, '.workflow-node');
  // Galaxy lists what a workflow leaves to the tools' defaults.
  await page.keyboard.press('Escape');
  await page.locator('.modal.show, dialog[open]').first().waitFor({ state: 'detached', timeout: 3000 }).catch(() => page.locator('[aria-label="Close"], .modal .close').first().click());
  await page.getByLabel('Zoom Out').first().click({ timeout: 3000 }).catch(() => {});
  await page.waitForTimeout(2000);
  await save('workflow');
});

await browser.close();

async function test(name, take) {
  try {
    await take();
  } catch (error) {
    await page.screenshot({ path: `${folder}/${name}-failed.png` });
    console.log(`${name}: ${String(error.message ?? error).split('\n').slice(0, 4).join(' ')}`);
    process.exitCode = 1;
  }
}
