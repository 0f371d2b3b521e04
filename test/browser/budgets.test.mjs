// What pages may cost: bytes over the wire, requests, and clicks to what people come for.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { authorities, launch, open, path } from "../support/chromium.mjs";
import { csr } from "../support/csr.mjs";
import { orderPortal } from "../support/order.mjs";
import { signsIn } from "../support/pages.mjs";
import { anAddress } from "../support/portal.mjs";

const KILOBYTE = 1000;
const FIRST_PAGE = { bytes: 60 * KILOBYTE, requests: 5 };
const PAGE_BYTES = 12 * KILOBYTE;

let portal;
let browser;
let anna;
let number;

before(async () => {
  const [made, { pki, issuing }] = await Promise.all([orderPortal("budgets"), authorities()]);
  [portal, browser] = [made, await launch()];
  anna = await portal.signedIn(anAddress("eilig"), "Anna Alt");
  const organisation = await anna.creates({ name: "Müller & Söhne KG" });
  const key = await pki.key();
  const leafs = [await pki.leaf(issuing, ["soon.eilig.example.org"], { to: 5 })];
  for (let i = 0; i < 30; i += 1) leafs.push(await pki.leaf(issuing, [`n${i}.eilig.example.org`, `alt${i}.eilig.example.org`], { key }));
  await portal.imports(organisation, [issuing.root.file, issuing.file, ...leafs.map((leaf) => leaf.file)]);
  number = await portal.sql("SELECT number FROM certificate WHERE name='soon.eilig.example.org'");
});

after(() => browser?.close());

// What a page asked for since the last call: { requests, bytes }, headers included; other hosts are a failure.
function meter(page) {
  let requests = [];
  page.on("requestfinished", (request) => { if (!request.url().startsWith("data:")) requests.push(request); });
  return async () => {
    await page.waitForLoadState("networkidle");
    const done = requests;
    requests = [];
    for (const request of done) assert.ok(request.url().startsWith(portal.url), request.url());
    const sizes = await Promise.all(done.map((request) => request.sizes()));
    return { requests: done.length, bytes: sizes.reduce((sum, { responseBodySize, responseHeadersSize }) => sum + responseBodySize + responseHeadersSize, 0) };
  };
}

describe("pages are light", () => {
  it("the first one, and each after it, signed in or not", async () => {
    const page = await open(browser, portal, { language: "de" });
    const spent = meter(page);
    await page.goto("/login");
    const first = await spent();
    assert.ok(first.requests <= FIRST_PAGE.requests && first.bytes <= FIRST_PAGE.bytes, JSON.stringify(first));
    console.log(`     first page: ${first.requests} requests, ${first.bytes} bytes`);
    const own = ["/", "/certificates", `/certificates/${number}`, "/organisations", "/orders", "/orders/new", "/handovers", "/account", `/certificates/${number}/renew`];
    const heaviest = { bytes: 0 };
    for (const target of ["/register", "/password/forgot", ...own]) {
      if (target === own[0]) {
        await signsIn(page, anna.email, "/account");
        await spent();
      }
      await page.goto(target);
      const { bytes } = await spent();
      if (bytes > heaviest.bytes) Object.assign(heaviest, { target, bytes });
      assert.ok(bytes <= PAGE_BYTES, `${target}: ${bytes} bytes`);
    }
    console.log(`     heaviest page after it: ${heaviest.target}, ${heaviest.bytes} bytes`);
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  it("what is the same on all of them is kept by the browser for a year", async () => {
    const page = await portal.browser().get("/login");
    const files = [...page.text.matchAll(/(?:href|src)="([^"]*\/static\/[^"]*)"/g)].map(([, file]) => file);
    assert.ok(files.length >= 3, files.join(" "));
    for (const file of files) assert.match((await portal.browser().get(file)).headers["cache-control"], /max-age=31536000/);
  });
});

describe("few clicks lead", () => {
  async function arrives() {
    const page = await open(browser, portal);
    let clicks = 0;
    const clicksOn = async (selector) => {
      clicks += 1;
      await Promise.all([page.waitForNavigation(), page.click(selector)]);
    };
    return { page, clicksOn, clicks: () => clicks };
  }

  it("from sign-in to the downloaded file: three", async () => {
    const { page, clicksOn, clicks } = await arrives();
    await signsIn(page, anna.email, "/");
    await clicksOn("header nav a[href='/certificates']");
    await clicksOn(`#certificates tr[data-reference='${number}'] a[href$='#downloads']`);
    const [download] = await Promise.all([page.waitForEvent("download"), page.click(`main a[href$='/download/pem']`)]);
    assert.equal(download.suggestedFilename(), `${number}-x509.pem`);
    assert.ok(clicks() + 1 <= 3);
    await page.context().close();
  });

  it("from the mail about what ends soon to the order of its renewal: two after sign-in; from the start page: three", async () => {
    const { link } = await portal.waitForMail(anna.email);
    assert.equal(link, `/certificates/${number}/renew`);
    const { page, clicksOn, clicks } = await arrives();
    await signsIn(page, anna.email, link);
    await page.goto("/");
    await clicksOn(`#tasks a[href='${link}']`);
    await page.selectOption("main [name=product]", "server");
    await page.fill("main [name=csr]", (await csr({ names: ["soon.eilig.example.org"] })).pem);
    await clicksOn("main form[action$='/renew'] button:not([name])");
    await clicksOn("main form[action$='/renew'] button:not([name])");
    assert.match(path(page), /^\/orders\/\d{6,}$/);
    assert.ok(clicks() <= 3);
    await page.context().close();
  });
});
