// The third shape behind a lighttpd of one's own, in a sub-folder, with the workers of scripts/portal.
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { RemoteDatabase, SharedHost } from "./shared_host.mjs";
import { ownServerTests } from "./own_server.mjs";

describe("the bundle behind lighttpd", () => {
  let database, host;

  before(async () => {
    database = await new RemoteDatabase("lighttpd").start();
    host = new SharedHost("lighttpd", { database, folder: "mein portal" });
    await host.installs();
    await host.portal("start");
    fs.writeFileSync(host.path("server/lighttpd.conf"), `
server.document-root = "${host.inside("web")}"
server.bind = "127.0.0.1"
server.port = ${host.port}
server.errorlog = "${host.inside("server/error.log")}"
server.upload-dirs = ( "${host.inside("server")}" )
include "${host.inside(host.folder, "webserver/lighttpd.conf")}"
`);
    await host.listens(host.serves("/usr/sbin/lighttpd", "-D", "-f", host.inside("server/lighttpd.conf")));
  });

  after(async () => {
    try {
      await host.portal("stop");
    } finally {
      await host.stop();
      await database.stop();
    }
  });

  ownServerTests(() => host);
});
