// The HTML report in a real browser: it is what it should be for the eye, the keyboard, a screen reader and a phone.
//
//   node tests/browser/page.mjs RELIRE FOLDER
//
// RELIRE is the program; FOLDER gets the pages, the screenshots and a PDF, and holds the packages of package.json in
// its node_modules. CHROMIUM may name the browser, /usr/bin/chromium otherwise.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const [relire, folder] = process.argv.slice(2).map((path) => resolve(path));
const require = createRequire(join(folder, "package.json"));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const article = readFileSync("examples/article.txt", "utf8");

/** Checks texts and gives the address of the page that comes of them. */
function report(name, texts, ...options) {
  const site = join(folder, name);
  rmSync(site, { recursive: true, force: true });
  mkdirSync(site, { recursive: true });
  for (const [file, text] of Object.entries(texts)) writeFileSync(join(site, file), text);
  const run = spawnSync(relire, ["check", "--isolated", "--output-format", "html", ...options, "."], {
    cwd: site,
    maxBuffer: 1 << 28,
  });
  assert.notEqual(run.status, null, String(run.error));
  const page = join(folder, `${name}.html`);
  writeFileSync(page, run.stdout);
  return pathToFileURL(page).href;
}

const hostile = "<script>window.hacked = true</script>";
const pages = {
  example: report("example", {
    "article.txt": article,
    "hostile <b>.txt": `Il l’a dit au Monetary Instances ${hostile} lundi.\n<img src=x onerror="window.hacked = true">\n`,
  }, "--min-confidence", "low"),
  many: report("many", Object.fromEntries([0, 1, 2, 3, 4].map((file) => [
    `page-${file}.txt`,
    Array.from({ length: 1000 }, (_, line) => `${line}. Il l’a dit au Monetary Instances lundi, à ${line} heures.\n`).join("\n"),
  ])), "--select", "spun"),
  none: report("none", { "sound.txt": "Le conseil se réunit lundi.\n" }),
};

const profile = mkdtempSync(join(tmpdir(), "relire-browser-"));
const browser = await chromium.launchPersistentContext(profile, {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync"],
  reducedMotion: "reduce",
});

/** Opens a page, runs `steps` with it, and sees that it said nothing and asked for nothing meanwhile. */
async function open(name, address, { colors = "light", phone = false } = {}, steps = async () => {}) {
  const page = await browser.newPage();
  const complaints = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => {
    if (request.url() !== address && !request.url().startsWith("data:")) complaints.push(request.url());
  });
  await page.emulateMedia({ colorScheme: colors });
  await page.setViewportSize(phone ? { width: 390, height: 844 } : { width: 1280, height: 900 });
  await page.goto(address);
  await steps(page);
  assert.deepEqual(complaints, [], name);
  await page.close();
  console.log(`ok  ${name}`);
}

const on = (page) => page.locator("mark[tabindex='0']").count();
const shot = (page, name, options) => page.screenshot({ path: join(folder, `${name}.png`), ...options });

await open("texts are escaped", pages.example, {}, async (page) => {
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("script").count(), 2);
  assert.equal(await page.locator("img").count(), 0);
  assert.ok((await page.locator("#texts").textContent()).includes(hostile));
  assert.ok((await page.locator("h2").allInnerTexts()).some((heading) => heading.includes("hostile <b>.txt")));
});

await open("filters", pages.example, {}, async (page) => {
  const all = await on(page);
  assert.ok(all > 20, `${all} findings`);
  const spun = await page.locator("mark").evaluateAll((marks) =>
    marks.filter((mark) => mark.tabIndex === 0 && mark.finding.rule.startsWith("spun/")).length);
  assert.ok(spun > 0 && spun < all);
  await page.locator("input[name=family][value=spun]").uncheck();
  assert.equal(await on(page), all - spun);
  assert.equal(await page.locator("#shown").innerText(), `${all - spun} of ${all} findings`);
  const row = page.locator("tr[data-rule^='spun/']").first();
  assert.ok(await row.evaluate((element) => element.classList.contains("off")));
  await page.getByRole("button", { name: "Show all" }).click();
  await page.waitForFunction((count) => document.querySelectorAll("mark[tabindex='0']").length === count, all);

  await page.locator("select[name=confidence]").selectOption("high");
  const sure = await on(page);
  assert.ok(sure > 0 && sure < all);
  const levels = await page.locator("mark[tabindex='0']").evaluateAll((marks) => marks.map((mark) => mark.finding.confidence));
  assert.deepEqual([...new Set(levels)], ["high"]);
  await page.locator("select[name=confidence]").selectOption("low");
  for (const severity of ["error", "warning", "hint"]) await page.locator(`input[value=${severity}]`).uncheck();
  assert.equal(await on(page), 0);
  await page.getByRole("button", { name: "Next" }).click();
  await page.getByRole("button", { name: "Show all" }).click();

  const rule = page.locator("#rules tbody button").first();
  const name = await rule.innerText();
  await rule.click();
  assert.equal(await rule.getAttribute("aria-pressed"), "true");
  const rules = await page.locator("mark[tabindex='0']").evaluateAll((marks) => marks.map((mark) => mark.finding.rule));
  assert.deepEqual([...new Set(rules)], [name]);
  await rule.click();
  assert.equal(await on(page), all);
});

await open("the card on hover", pages.example, {}, async (page) => {
  const mark = page.locator("mark", { hasText: "Monetary Instances" }).first();
  const card = page.locator("#card");
  assert.ok(await card.isHidden());
  await mark.hover();
  await card.waitFor();
  const told = await card.innerText();
  assert.ok(told.includes("spun/") && told.includes("Financial Times") && told.includes("high confidence"), told);
  const box = await card.boundingBox();
  await page.mouse.move(box.x + 20, box.y + 10, { steps: 5 });
  await page.waitForTimeout(400);
  assert.ok(await card.isVisible(), "stays while the pointer is on it");
  await page.keyboard.press("Escape");
  assert.ok(await card.isHidden());
});

await open("the keyboard", pages.example, {}, async (page) => {
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.textContent), "Skip to the texts");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  const first = await page.evaluate(() => [document.activeElement.tagName, document.activeElement.getAttribute("aria-describedby")]);
  assert.deepEqual(first, ["MARK", "card"]);
  assert.ok(await page.locator("#card").isVisible());
  const place = () => page.evaluate(() => [...document.querySelectorAll("mark[tabindex='0']")].indexOf(document.activeElement));
  const start = await place();
  await page.keyboard.press("n");
  assert.equal(await place(), start + 1);
  await page.keyboard.press("p");
  await page.keyboard.press("Tab");
  assert.equal(await place(), start + 1);
  await page.locator("#next").click();
  assert.equal(await place(), start + 2);
});

for (const colors of ["light", "dark"]) {
  await open(`accessible, ${colors}`, pages.example, { colors }, async (page) => {
    await page.evaluate(axe);
    for (const hovered of [false, true]) {
      if (hovered) await page.locator("mark").first().focus();
      const found = await page.evaluate(() => axe.run());
      const faults = found.violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map((node) => node.html + " " + node.failureSummary) }));
      assert.deepEqual(faults, []);
    }
  });
  for (const phone of [false, true]) {
    const name = `${phone ? "phone" : "desk"}-${colors}`;
    await open(name, pages.example, { colors, phone }, async (page) => {
      const width = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.ok(width[0] <= width[1], `wider than the screen: ${width}`);
      await shot(page, name);
      await page.locator("mark", { hasText: "Monetary Instances" }).first().click();
      await page.locator("#card").waitFor();
      const box = await page.locator("#card").boundingBox();
      assert.ok(box.x >= 0 && box.x + box.width <= width[1]);
      await shot(page, `${name}-card`);
    });
  }
}

await open("the colours can be chosen", pages.example, { colors: "light" }, async (page) => {
  const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const light = await paper();
  await page.locator("#theme").selectOption("dark");
  assert.notEqual(await paper(), light);
});

await open("five thousand findings", pages.many, {}, async (page) => {
  assert.equal(await on(page), 5000);
  const nodes = await page.evaluate(() => document.querySelectorAll("*").length);
  assert.ok(nodes < 25_000, `${nodes} elements`);
  const slowest = await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    let slowest = 0;
    for (let step = 0; step < 60; step += 1) {
      const before = performance.now();
      window.scrollTo(0, (document.documentElement.scrollHeight * step) / 60);
      await frame();
      await frame();
      slowest = Math.max(slowest, performance.now() - before);
    }
    return slowest;
  });
  const filtered = await page.evaluate(() => {
    const before = performance.now();
    document.querySelector("input[value=error]").click();
    void document.body.offsetHeight;
    return performance.now() - before;
  });
  console.log(`    ${nodes} elements, slowest step of scrolling ${Math.round(slowest)} ms, filtering ${Math.round(filtered)} ms`);
  assert.ok(slowest < 1000 && filtered < 2000);
});

await open("on paper", pages.example, {}, async (page) => {
  const all = await on(page);
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  assert.equal(await page.locator(".notes li").count(), all);
  await page.emulateMedia({ media: "print" });
  assert.ok(await page.locator(".walk").isHidden());
  assert.ok(await page.locator(".notes").first().isVisible());
  await shot(page, "paper", { fullPage: true });
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  assert.equal(await page.locator(".notes").count(), 0);
  const pdf = await page.pdf({ path: join(folder, "paper.pdf") });
  assert.ok(pdf.length > 20_000);
});

await open("nothing found", pages.none, {}, async (page) => {
  assert.ok((await page.locator("main").innerText()).includes("nothing to mend"));
  await page.evaluate(axe);
  assert.deepEqual((await page.evaluate(() => axe.run())).violations, []);
});

await browser.close();
rmSync(profile, { recursive: true, force: true });
