// node screenshots.js PAGE.html FOLDER: the whole page at 1280 and 400 px, light and dark, each part as a picture.
import { mkdirSync } from 'node:fs';
import { launch, open } from './browser.js';

const [file, folder] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });
const browser = await launch();
for (const [width, dark] of [[1280, false], [1280, true], [400, false], [400, true]]) {
  const { page, complaints, requests, close } = await open(browser, file, { width, dark });
  const name = `${folder}/${width}-${dark ? 'dark' : 'light'}`;
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let from = 0, part = 0; from < height && part < 40; from += 1800, part++) {
    await page.setViewportSize({ width, height: 1800 });
    await page.evaluate(y => window.scrollTo(0, y), from);
    await page.waitForTimeout(350);
    await page.screenshot({ path: `${name}-${String(part).padStart(2, '0')}.png` });
  }
  console.log(`${name}: ${height} px high, ${complaints.length} complaints, ${requests.length} requests`, complaints.slice(0, 5), requests.slice(0, 3));
  await close();
}
await browser.close();
