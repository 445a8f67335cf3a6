import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const executable = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(path => path && existsSync(path));

/** Starts the browser; sandboxing needs rights that containers lack. */
export async function launch() {
  if (!executable) throw new Error('no Chromium found: install it (Debian: apt-get install chromium) or set CHROMIUM');
  return chromium.launch({ executablePath: executable, args: ['--no-sandbox', '--disable-gpu'] });
}

/** Opens a page as from a mail attachment: from the disk, and whatever it says or asks for is remembered. */
export async function open(browser, file, { width = 1280, dark = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light', acceptDownloads: true });
  const page = await context.newPage();
  page.setDefaultTimeout(60000);
  const complaints = [], requests = [];
  page.on('console', message => { if (['error', 'warning'].includes(message.type())) complaints.push(message.text()); });
  page.on('pageerror', error => complaints.push(String(error)));
  const address = pathToFileURL(resolve(file)).href;
  page.on('request', request => { if (request.url() !== address && !/^(data|blob):/.test(request.url())) requests.push(request.url()); });
  await page.goto(address, { timeout: 120000 });
  await page.evaluate(() => window.screlate?.drawAll());
  await page.waitForTimeout(400);
  return { page, complaints, requests, close: () => context.close() };
}
