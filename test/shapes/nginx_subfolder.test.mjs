// The third shape behind an nginx of one's own, in a sub-folder, with the workers of scripts/portal.
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { RemoteDatabase, SharedHost } from "./shared_host.mjs";
import { ownServerTests } from "./own_server.mjs";

describe("the bundle behind nginx", () => {
  let database, host;

  before(async () => {
    database = await new RemoteDatabase("nginx").start();
    host = new SharedHost("nginx", { database });
    await host.installs();
    await host.portal("start");
    const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${host.inside("server")}/${name};`);
    fs.writeFileSync(host.path("server/nginx.conf"), `
daemon off;
pid ${host.inside("server/nginx.pid")};
error_log ${host.inside("server/error.log")};
events {}
http {
  ${temporary.join(" ")}
  include ${host.inside(host.folder, "webserver/nginx-http.conf")};
  server {
    listen 127.0.0.1:${host.port};
    access_log off;
    root ${host.inside("web")};
    include ${host.inside(host.folder, "webserver/nginx-locations.conf")};
  }
}
`);
    const nginx = host.serves("/usr/sbin/nginx", "-p", host.inside("server"), "-e", host.inside("server/error.log"), "-c", host.inside("server/nginx.conf"));
    await host.listens(nginx);
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
