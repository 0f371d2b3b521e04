// What holds of the bundle behind any web server of one's own.
import assert from "node:assert/strict";
import fs from "node:fs";
import { it } from "node:test";

import { Browser } from "../support/browser.mjs";
import { refusals, walk } from "../support/shape_walk.mjs";
import { pagesStayBelow } from "./pages.mjs";
import { SUB_FOLDER } from "./shared_host.mjs";

export function ownServerTests(hostOf) {
  let people;

  it("goes through sign-in, list, download and a handover", async () => {
    people = await walk(hostOf().shape);
  });

  it("names no address outside of its folder", async () => {
    const pages = await pagesStayBelow(SUB_FOLDER, people.nora.browser, [`${SUB_FOLDER}/certificates`]);
    assert.ok(pages.size > 5, [...pages.keys()].join(" "));
  });

  it("serves static files and /pki/ itself, the rest by the portal", async () => {
    const host = hostOf();
    const browser = new Browser(host.url);
    const page = await browser.get(`${SUB_FOLDER}/login`);
    const sheet = await browser.get(/href="([^"]*\.css)"/.exec(page.text)[1]);
    assert.equal(sheet.status, 200, sheet.summary);
    assert.match(sheet.headers["content-type"], /^text\/css/);
    assert.match(sheet.headers["cache-control"], /immutable/);
    fs.writeFileSync(host.path("web", SUB_FOLDER, "pki/test.crl"), "crl");
    const crl = await browser.get(`${SUB_FOLDER}/pki/test.crl`);
    assert.equal(crl.status, 200, crl.summary);
    assert.equal(crl.headers["content-type"], "application/pkix-crl");
    for (const name of ["portal.fcgi", ".htaccess", "static/.htaccess", "pki/.htaccess", "../portal/certportal.conf", "no/such/page"]) {
      const answer = await browser.get(`${SUB_FOLDER}/${name}`);
      assert.ok([400, 403, 404].includes(answer.status), `${name}: ${answer.summary}`);
    }
    assert.equal((await browser.get("/elsewhere")).status, 404);
  });

  it("takes up another version by a reload without a failed request", async () => {
    const host = hostOf();
    const browser = new Browser(host.url);
    const failed = [];
    let ends = false;
    const load = (async () => {
      while (!ends) {
        const answer = await browser.get(`${SUB_FOLDER}/login`);
        if (answer.status !== 200) failed.push(answer.summary);
      }
    })();
    const { status, stdout, stderr } = await host.upgrades();
    assert.equal(status, 0, stdout + stderr);
    await host.portal("reload");
    ends = true;
    await load;
    assert.deepEqual(failed, []);
    assert.ok(host.processes().some(({ line }) => line.includes(`${host.next}/bin/certportal`) && / worker /.test(line)));
  });

  it("refuses to start where something is missing", async () => {
    const host = hostOf();
    await host.portal("stop");
    const moved = (name) => {
      const file = host.path(host.folder, name);
      return { make: () => fs.renameSync(file, `${file}.away`), mend: () => fs.renameSync(`${file}.away`, file) };
    };
    await refusals({
      attempt: async () => {
        const { status, stdout, stderr } = await host.runs([host.inside(host.folder, "current/scripts/portal"), "start"]);
        return { status, lines: (stdout + stderr).trim().split("\n") };
      },
      faults: [
        { name: "database", make: () => host.database.stop(), mend: () => host.database.start(), says: /cannot connect to database/ },
        { name: "socket folder", ...moved("run"), says: /\/run/ },
        { name: "template folder", ...moved("current/share/templates"), says: /share\/templates/ },
        { name: "key file", ...moved("secret/form-key"), says: /secret\/form-key/ },
        { name: "password file", ...moved("secret/database-password"), says: /secret\/database-password/ },
      ],
    });
    await host.portal("start");
  });
}
