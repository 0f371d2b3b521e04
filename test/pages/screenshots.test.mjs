// A picture of every page in each language, colour scheme and width, below the build folder; axe looks at each, too.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";

import { launch } from "../support/chromium.mjs";
import { accessible, fits, LANGUAGES, opens, problemsOf, SCHEMES, WIDTHS } from "../support/pages.mjs";
import * as certificates from "../support/pages_of_certificates.mjs";
import * as handovers from "../support/pages_of_handovers.mjs";
import * as orders from "../support/pages_of_orders.mjs";
import { BUILD } from "../support/portal.mjs";

const folder = path.join(BUILD, "screenshots");
const fileName = (...parts) => parts.join("-").replace(/[^a-z0-9]+/gi, "-");

for (const [title, { prepare, groups }] of Object.entries({ certificates, handovers, orders })) {
  describe(`pictures of ${title}`, () => {
    let browser;
    let scene;

    before(async () => {
      fs.mkdirSync(path.join(folder, title), { recursive: true });
      [browser, scene] = await Promise.all([launch(), prepare()]);
    });

    after(() => browser?.close());

    for (const language of LANGUAGES) {
      for (const group of groups) {
        it(`${group.title}, ${language}`, async () => {
          const sees = async (page, name) => {
            const problems = await fits(page, name);
            for (const colorScheme of SCHEMES) {
              await page.emulateMedia({ colorScheme });
              for (const width of WIDTHS) {
                await page.setViewportSize({ width, height: 900 });
                problems.push(...await accessible(page, `${name}, ${width} wide, ${colorScheme},`));
                await page.screenshot({ path: path.join(folder, title, `${fileName(group.title, name, width, colorScheme, language)}.png`), fullPage: true });
              }
            }
            return problems;
          };
          assert.deepEqual(await problemsOf(await opens(browser, scene, group, { language }), scene, group, language, sees), []);
        });
      }
    }
  });
}
