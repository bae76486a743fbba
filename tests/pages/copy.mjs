// Walks through a site export as its readers do who have it on a disk, file://, or in a ZIM file that kiwix-serve has open,
// in Debian's Chromium, without scripts.
//
//   node copy.mjs FOLDER|ADDRESS
//
// From the first page to a tag, to a cable, to its classification and back by the name of the site: each page has its style, a
// heading and a title, and nothing but files of the folder is asked for.
//
// Chromium: $CHROMIUM, or /usr/bin/chromium.
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const kTimeout = 20_000;
const kWay = [
    ['the tags', 'nav a[href$="tag/index.html"]'],
    ['a tag', 'main a[href$="_0.html"]'],
    ['a cable', 'main table a[href*="cable/"]'],
    ['its classification', 'dl.identity a[href*="classification/"]'],
    ['the help', 'nav a[href$="help/index.html"]'],
    ['the first page', 'a.name'],
];

const [folder] = process.argv.slice(2);
if (!folder) {
    console.error('usage: node copy.mjs FOLDER|ADDRESS');
    process.exit(2);
}
const top = folder.startsWith('http:') ? `${folder}/` : pathToFileURL(`${resolve(folder)}/`).href;
const problems = [];

function look() {
    return {
        title: document.title.trim(),
        heading: document.querySelector('h1')?.textContent.trim() ?? '',
        styled: getComputedStyle(document.querySelector('.skip')).position === 'absolute',
        forms: document.querySelectorAll('form').length,
    };
}

async function check(tab, name) {
    const page = await tab.evaluate(look);
    if (!page.title || !page.heading || !page.styled || page.forms > 0) {
        problems.push(`${name}: ${tab.url()}: ${JSON.stringify(page)}`);
    }
}

const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-dev-shm-usage'],
});
try {
    const tab = await (await browser.newContext({ javaScriptEnabled: false })).newPage();
    tab.setDefaultTimeout(kTimeout);
    tab.on('request', (request) => request.url().startsWith(top) || problems.push(`asks for ${request.url()}`));
    tab.on('requestfailed', (request) => problems.push(`cannot have ${request.url()}`));
    await tab.goto(`${top}index.html`);
    await check(tab, 'the first page');
    for (const [name, link] of kWay) {
        await tab.locator(link).first().click();
        await check(tab, name);
    }
    if (tab.url() !== `${top}index.html`) {
        problems.push(`the way does not end at the first page but at ${tab.url()}`);
    }
} catch (error) {
    problems.push(`${error.message.split('\n').slice(0, 4).join(' ')}`);
} finally {
    await browser.close();
}
problems.forEach((problem) => console.log(`       ${problem}`));
console.log(`${problems.length === 0 ? 'ok  ' : 'FAIL'} a copy opened from ${top.split(':')[0]}:`);
process.exit(problems.length === 0 ? 0 : 1);
