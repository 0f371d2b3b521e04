// Looks at every page of a scene (test/support/pages.mjs) in both languages: valid HTML, accessible, no wider than the screen,
// the focus to be seen.
// `make screenshots` looks at each in both colour schemes and at each width, too.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";

import { launch } from "../support/chromium.mjs";
import { accessible, fits, opens, problemsOf, showsFocus } from "../support/pages.mjs";

// What depends on colours and on the width is looked at in both, the rest once.
const VARIANTS = [{ language: "en", width: 1280 }, { language: "de", width: 360, colorScheme: "dark", rules: ["color-contrast", "target-size"] }];

export function everyPage(title, prepare, groups) {
  describe(`every page of ${title} is valid, accessible and fits`, () => {
    let browser;
    let scene;

    before(async () => {
      [browser, scene] = await Promise.all([launch(), prepare()]);
    });

    after(() => browser?.close());

    for (const { language, width, colorScheme = "light", rules } of VARIANTS) {
      for (const group of groups) {
        it(`${group.title}: ${language}, ${width} wide, ${colorScheme}`, async () => {
          const page = await opens(browser, scene, group, { language, width, colorScheme });
          const sees = async (seen, name) => [...await accessible(seen, name, rules), ...await fits(seen, name), ...await showsFocus(seen, name)];
          assert.deepEqual(await problemsOf(page, scene, group, language, sees), []);
        });
      }
    }
  });
}
