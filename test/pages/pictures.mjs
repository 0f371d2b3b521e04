// Leaves a picture of every page of a scene (test/support/pages.mjs) at each width below the build folder; axe and
// html-validate look at each, too. English is seen light and German dark; ALL=1 makes it both languages in both schemes.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";
import { after, before, describe, it } from "node:test";

import { launch } from "../support/chromium.mjs";
import { accessible, fits, LANGUAGES, opens, problemsOf, SCHEMES, WIDTHS } from "../support/pages.mjs";
import { BUILD } from "../support/portal.mjs";

const schemesOf = (language) => (process.env.ALL ? SCHEMES : [SCHEMES[LANGUAGES.indexOf(language)]]);
const fileName = (...parts) => `${parts.join("-").replace(/[^a-z0-9]+/gi, "-")}.png`;

export function pictures(title, { prepare, groups }) {
  const folder = path.join(BUILD, "screenshots", title);

  describe(`pictures of ${title}`, () => {
    let browser;
    let scene;

    before(async () => {
      fs.rmSync(folder, { recursive: true, force: true });
      fs.mkdirSync(folder, { recursive: true });
      [browser, scene] = await Promise.all([launch(), prepare()]);
    });

    after(() => browser?.close());

    for (const language of LANGUAGES) {
      for (const group of groups) {
        it(`${group.title}, ${language}`, async () => {
          const sees = async (page, name) => {
            const problems = await fits(page, name);
            for (const colorScheme of schemesOf(language)) {
              await page.emulateMedia({ colorScheme });
              for (const width of WIDTHS) {
                await page.setViewportSize({ width, height: 900 });
                problems.push(...await accessible(page, `${name}, ${width} wide, ${colorScheme},`));
                await page.screenshot({ path: path.join(folder, fileName(group.title, name, width, colorScheme, language)), fullPage: true });
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
