// Looks at pages as readers do, in Debian's Chromium, and fails on the first kind of reader who would be let down.
//
//   node pages.mjs [--copy] BASE [STATUS:]/path...        a page is expected to answer 200, or STATUS
//
// With scripts on, in light, dark, 320 pixels and forced colours: no violation of WCAG 2.2 AA that axe can see (best
// practice is only reported), no breach of the page's own content security policy, no other message of error, no
// request to another origin, no cookie, nothing wider than a window of 320 pixels.
// With scripts, SVG and web fonts off, as Tor Browser is at its safest: title, language, one h1, main, a skip link
// that leads there, and a text to read.
//
// --copy: the pages are a copy's, and somebody else's server gives them out: nothing is asked of its headers, and of the
// looks only one is tried, since the pages are those of the server.
//
// Chromium: $CHROMIUM, or /usr/bin/chromium.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const kWcagTags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const kShortestText = 120; // characters: even a page that says "not found" offers a way on
const kTimeout = 30_000;

const kVariants = {
    light: { viewport: { width: 1280, height: 900 }, colorScheme: 'light' },
    dark: { viewport: { width: 1280, height: 900 }, colorScheme: 'dark' },
    narrow: { viewport: { width: 320, height: 640 }, colorScheme: 'light' },
    forced: { viewport: { width: 1280, height: 900 }, forcedColors: 'active' },
};

function readArguments(words) {
    const copy = words[0] === '--copy';
    const [base, ...paths] = copy ? words.slice(1) : words;
    if (!base || paths.length === 0) {
        console.error('usage: node pages.mjs [--copy] BASE [STATUS:]/path...');
        process.exit(2);
    }
    const pages = paths.map((text) => {
        const [, status, path] = /^(?:(\d{3}):)?(\/.*)$/.exec(text) ?? [];
        if (!path) {
            console.error(`pages.mjs: '${text}' is no path`);
            process.exit(2);
        }
        return { path, url: new URL(path, base).href, status: Number(status ?? 200), copy, problems: new Map(), notes: new Map() };
    });
    return { origin: new URL(base).origin, pages, copy };
}

function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
        args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
            '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage'],
    });
}

// Collects what goes wrong around the page while it is open.
function watch(tab, page, origin, report) {
    tab.on('request', (request) => {
        if (new URL(request.url()).origin !== origin) {
            report(`asks another origin: ${request.url().slice(0, 120)}`);
        }
    });
    tab.on('console', (message) => {
        // The browser itself logs that a page it was sent to see as "404" is a 404, and what is blocked below.
        const expected = (page.status >= 400 && message.location().url === page.url) ||
            message.text().includes('ERR_BLOCKED_BY_CLIENT');
        const policy = /content security policy/i.test(message.text());
        if (policy || (message.type() === 'error' && !expected)) {
            report(`console: ${message.text().slice(0, 300)}`);
        }
    });
    tab.on('pageerror', (error) => report(`script error: ${error.message}`));
}

async function open(tab, page, report) {
    const answer = await tab.goto(page.url, { waitUntil: 'load', timeout: kTimeout });
    if (answer.status() !== page.status) {
        report(`answers ${answer.status()}, not ${page.status}`);
    }
    const headers = await answer.allHeaders();
    if (!page.copy && !headers['content-security-policy']) {
        report('has no content security policy');
    }
    if (headers['set-cookie']) {
        report(`sets a cookie: ${headers['set-cookie']}`);
    }
}

// Runs in the page. Nothing is fetched (preload): the page's policy would forbid it.
function runAxe(tags) {
    return globalThis.axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        rules: { 'target-size': { enabled: true } },
        resultTypes: ['violations'],
        preload: false,
    });
}

function describe(violation) {
    const places = violation.nodes.slice(0, 3).map((node) => node.target.join(' ')).join(' | ');
    return `${violation.id}: ${violation.help}: ${violation.nodes.length} times, such as ${places}`;
}

async function checkAccessibility(tab, report, note) {
    await tab.evaluate(axeSource);
    const { violations } = await tab.evaluate(runAxe, [...kWcagTags, 'best-practice']);
    for (const violation of violations) {
        const isRule = violation.tags.some((tag) => kWcagTags.includes(tag));
        (isRule ? report : note)(describe(violation));
    }
}

async function checkWidth(tab, report) {
    const { wide, window, widest } = await tab.evaluate(() => {
        const room = document.documentElement.clientWidth;
        const beyond = [...document.body.querySelectorAll('*')]
            .map((e) => ({ e, right: e.getBoundingClientRect().right })).filter(({ right }) => right > room + 1)
            .sort((a, b) => b.right - a.right)[0]?.e;
        return {
            wide: document.documentElement.scrollWidth, window: room,
            widest: beyond ? `${beyond.tagName.toLowerCase()}${beyond.className ? `.${beyond.className}` : ''}` : 'none',
        };
    });
    if (wide > window) {
        report(`is ${wide} pixels wide in a window of ${window}: ${widest}`);
    }
}

// Runs work on every page in one browser context, each page in a fresh tab.
async function eachPage(browser, name, options, { origin, pages }, prepare, work) {
    const context = await browser.newContext({ ...options, serviceWorkers: 'block' });
    await prepare(context);
    for (const page of pages) {
        const addTo = (findings) => (text) => findings.set(text, (findings.get(text) ?? new Set()).add(name));
        const report = addTo(page.problems);
        const note = addTo(page.notes);
        const tab = await context.newPage();
        tab.setDefaultTimeout(kTimeout);
        watch(tab, page, origin, report);
        try {
            await open(tab, page, report);
            await work(tab, report, note);
        } catch (error) {
            report(error.message.split('\n')[0]);
        }
        const cookies = await context.cookies();
        if (cookies.length > 0) {
            report(`leaves a cookie: ${cookies.map((cookie) => cookie.name).join(' ')}`);
            await context.clearCookies();
        }
        await tab.close();
    }
    await context.close();
}

function withScripts(browser, job) {
    const variants = Object.entries(kVariants).filter(([name]) => !job.copy || name === 'narrow');
    return Promise.all(variants.map(([name, options]) =>
        eachPage(browser, name, options, job, async () => {}, async (tab, report, note) => {
            await checkAccessibility(tab, report, note);
            if (name === 'narrow') {
                await checkWidth(tab, report);
            }
        })));
}

// Runs in the page.
function readBones() {
    const text = (element) => (element?.innerText ?? element?.textContent ?? '').trim();
    const first = document.querySelector('body a[href]');
    const target = first?.getAttribute('href').startsWith('#') ? first.getAttribute('href').slice(1) : null;
    const goal = target ? document.getElementById(target) : null;
    const main = document.querySelectorAll('main, [role=main]');
    return {
        title: document.title.trim(),
        language: document.documentElement.lang,
        headings: [...document.querySelectorAll('h1')].map(text),
        mains: main.length,
        skips: goal !== null && main.length === 1 && (goal === main[0] || main[0].contains(goal)),
        length: text(main[0]).length,
    };
}

async function checkBones(tab, report) {
    const bones = await tab.evaluate(readBones);
    const wants = [
        [bones.title !== '', 'has no title'],
        [bones.language !== '', 'does not say its language'],
        [bones.headings.length === 1 && bones.headings[0] !== '', `has ${bones.headings.length} h1, not one with text`],
        [bones.mains === 1, `has ${bones.mains} main landmarks, not one`],
        [bones.skips, 'its first link does not skip to main'],
        [bones.length >= kShortestText, `main has only ${bones.length} characters of text`],
    ];
    for (const [holds, problem] of wants) {
        if (!holds) {
            report(problem);
        }
    }
}

function atTheSafest(browser, job) {
    const prepare = (context) => context.route('**/*', (route) => {
        const request = route.request();
        const blocked = request.resourceType() === 'font' || new URL(request.url()).pathname.endsWith('.svg');
        return blocked ? route.abort('blockedbyclient') : route.continue();
    });
    const options = { ...kVariants.light, javaScriptEnabled: false };
    return eachPage(browser, 'no scripts', options, job, prepare, checkBones);
}

function print({ pages }) {
    for (const { path, problems, notes } of pages) {
        console.log(`${problems.size === 0 ? 'ok  ' : 'FAIL'} ${path}`);
        problems.forEach((variants, text) => console.log(`       ${[...variants].join(', ')}: ${text}`));
        notes.forEach((_, text) => console.log(`       only best practice: ${text}`));
    }
    const failed = pages.filter(({ problems }) => problems.size > 0).length;
    console.log(`pages: ${pages.length - failed} passed, ${failed} failed`);
    return failed;
}

const job = readArguments(process.argv.slice(2));
const browser = await launch();
try {
    await withScripts(browser, job);
    await atTheSafest(browser, job);
} finally {
    await browser.close();
}
process.exit(print(job) === 0 ? 0 : 1);
