// The operator's own colour and logo.
import assert from "node:assert/strict";
import fs from "node:fs";
import { before, describe, it } from "node:test";

import { startPortal } from "../support/portal.mjs";

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1z"/></svg>';

describe("a brand", () => {
  let portal;

  before(async () => {
    portal = await startPortal("brand", { workers: 1 });
  });

  const links = (answer) => [...answer.text.matchAll(/href="(\/brand\/[^"]+)"/g)].map(([, path]) => path);

  it("is asked for by no page as long as there is none", async () => {
    const browser = portal.browser();
    assert.deepEqual(links(await browser.get("/login")), []);
    assert.equal((await browser.get("/brand/brand.css")).status, 404);
  });

  it("comes with a reload: a style sheet and a logo, kept for a year", async () => {
    fs.writeFileSync(portal.path("tmp/logo.svg"), SVG, { mode: 0o644 });
    portal.configure({ brand_color: "a01050", logo_file: portal.path("tmp/logo.svg") });
    await portal.reload();
    const browser = portal.browser();
    const found = links(await browser.get("/login"));
    assert.equal(found.length, 2, found.join(" "));
    const [sheet, logo] = await Promise.all(found.map((path) => browser.get(path)));
    for (const { status, headers, cookies } of [sheet, logo]) {
      assert.deepEqual([status, headers["cache-control"], headers["x-content-type-options"]], [200, "public, max-age=31536000, immutable", "nosniff"]);
      assert.deepEqual(cookies, []);
    }
    assert.deepEqual([sheet.headers["content-type"], logo.headers["content-type"]], ["text/css; charset=utf-8", "image/svg+xml"]);
    assert.match(sheet.text, /--accent:#a01050/);
    assert.equal(logo.text, SVG);
    assert.match(logo.headers["content-security-policy"], /default-src 'none'/);
  });

  it("that cannot be shown is refused, and what runs goes on", async () => {
    for (const [keys, says] of [[{ brand_color: "rot" }, /brand_color takes six hexadecimal digits/], [{ logo_file: "/nirgends/logo.svg" }, /logo_file: .*\/nirgends\/logo\.svg/]]) {
      portal.configure({ brand_color: undefined, logo_file: undefined, ...keys });
      const { status, stderr } = await portal.cli(["config", "--check"]);
      assert.equal(status, 1);
      assert.match(stderr, says);
      await assert.rejects(portal.reload(), says);
      assert.equal((await portal.browser().get("/login")).status, 200);
    }
  });
});
