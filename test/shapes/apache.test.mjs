// The third shape under Apache with mod_fcgid, in a sub-folder, by .htaccess alone; jobs by cron.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { Browser } from "../support/browser.mjs";
import { refusals, walk } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";
import { RemoteDatabase, SharedHost, SUB_FOLDER } from "./shared_host.mjs";

describe("the bundle under Apache with mod_fcgid", () => {
  let database, host, browser;

  before(async () => {
    database = await new RemoteDatabase("apache").start();
    host = new SharedHost("apache", { database, folder: "mein portal" });
    await host.installs();
    await host.startApache();
    host.startCron();
    browser = new Browser(host.url);
  });

  after(async () => {
    await host.stop();
    await database.stop();
  });

  it("goes through sign-in, list, download and a handover", () => walk(host.shape));
});
