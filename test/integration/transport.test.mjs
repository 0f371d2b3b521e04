// The site file that a host gets (nginx/site.conf.in), with a certificate of its own, before a portal's workers: what a
// client meets by https and by http.
import assert from "node:assert/strict";
import { once } from "node:events";
import fs from "node:fs";
import http from "node:http";
import https from "node:https";
import path from "node:path";
import { after, before, describe, it } from "node:test";
import tls from "node:tls";

import { freePort, ROOT, run, sharedPortal, spawn } from "../support/portal.mjs";
import { until } from "../support/until.mjs";

const HOST = "portal.example.org";

describe("nginx's site file", () => {
  let portal, nginx, folder, httpsPort, httpPort;

  const filled = async (name) => {
    const values = {
      BASE: "", RUN: portal.path("run"), STATIC: portal.path("program/static"), PKI: portal.path("pki"),
      ERRORS: portal.path("program/errors"), LOG: folder, NGINX: folder,
    };
    const { status, stdout, stderr } = await run(path.join(ROOT, "scripts/fill-nginx"), [`${name}.conf.in`, ...Object.entries(values).map((pair) => pair.join("="))]);
    assert.equal(status, 0, stderr);
    return stdout;
  };

  before(async () => {
    portal = await sharedPortal();
    folder = portal.path("tls");
    fs.mkdirSync(folder);
    [httpsPort, httpPort] = [await freePort(), await freePort()];
    const { status, stderr } = await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", `/CN=${HOST}`, "-addext", `subjectAltName=DNS:${HOST}`, "-keyout", `${folder}/key.pem`, "-out", `${folder}/cert.pem`]);
    assert.equal(status, 0, stderr);
    for (const name of ["http", "locations", "metrics"]) fs.writeFileSync(path.join(folder, `${name}.conf`), await filled(name));
    const site = (await filled("site"))
      .replace(/^ *listen \[::\].*\n/gm, "")
      .replace("listen 443 ", `listen 127.0.0.1:${httpsPort} `)
      .replace("listen 80;", `listen 127.0.0.1:${httpPort};`)
      .replace("listen 127.0.0.1:9464;", `listen unix:${folder}/metrics.sock;`)
      .replace("/etc/ssl/certs/portal.example.org.pem", `${folder}/cert.pem`)
      .replace("/etc/ssl/private/portal.example.org.key", `${folder}/key.pem`);
    const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${folder}/${name};`).join("\n");
    fs.writeFileSync(path.join(folder, "nginx.conf"), `daemon off;\nuser ${process.env.USER_NAME};\npid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp {\n${places}\n${site}\n}\n`);
    nginx = spawn("nginx", ["-e", `${folder}/error.log`, "-c", `${folder}/nginx.conf`], { stdio: "inherit" });
    await until("nginx by https", () => asks(https, "/healthz").then(({ status: code }) => code === 200, () => false));
  });

  after(async () => {
    nginx.kill("SIGQUIT");
    await once(nginx, "exit");
  });

  const asks = (protocol, address, headers = {}) => new Promise((resolve, reject) => {
    const port = protocol === https ? httpsPort : httpPort;
    protocol.get({ host: "127.0.0.1", port, path: address, servername: HOST, headers: { host: HOST, ...headers }, rejectUnauthorized: false, agent: false }, (answer) => {
      answer.resume().on("end", () => resolve({ status: answer.statusCode, headers: answer.headers }));
    }).on("error", reject);
  });

  // What both sides agree on, or the alert that the server sent.
  const handshake = (options) => new Promise((resolve) => {
    const socket = tls.connect({ host: "127.0.0.1", port: httpsPort, servername: HOST, rejectUnauthorized: false, ...options }, () => {
      const ended = { protocol: socket.getProtocol(), cipher: socket.getCipher().name, ticket: socket.getTLSTicket() };
      socket.destroy();
      resolve(ended);
    });
    socket.on("error", (error) => resolve({ refused: error.code }));
  });

  it("speaks TLS 1.3 with whoever can, 1.2 with the others, and nothing older", async () => {
    assert.equal((await handshake({})).protocol, "TLSv1.3");
    assert.equal((await handshake({ maxVersion: "TLSv1.2" })).protocol, "TLSv1.2");
    for (const version of ["TLSv1.1", "TLSv1"]) {
      const { refused } = await handshake({ minVersion: version, maxVersion: version, ciphers: "DEFAULT:@SECLEVEL=0" });
      assert.equal(refused, "ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION", version);
    }
  });

  it("takes suites with forward secrecy and AEAD only", async () => {
    for (const ciphers of ["ECDHE-RSA-AES128-GCM-SHA256", "ECDHE-RSA-AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305"])
      assert.equal((await handshake({ maxVersion: "TLSv1.2", ciphers })).cipher, ciphers);
    for (const ciphers of ["AES128-GCM-SHA256", "AES256-SHA", "ECDHE-RSA-AES128-SHA256", "ECDHE-RSA-AES256-SHA"])
      assert.equal((await handshake({ maxVersion: "TLSv1.2", ciphers })).refused, "ERR_SSL_SSLV3_ALERT_HANDSHAKE_FAILURE", ciphers);
  });

  it("gives no session tickets, whose key nobody would change", async () => {
    assert.equal((await handshake({ maxVersion: "TLSv1.2" })).ticket, undefined);
  });

  it("tells browsers to stay with https, on every answer", async () => {
    const stylesheet = fs.readdirSync(portal.path("program/static")).find((name) => name.endsWith(".css"));
    const expected = {
      "/login": 200, "/": 303, "/no-such-page": 404, "/healthz": 200, [`/static/${stylesheet}`]: 200, "/static/none.css": 404,
      "/pki/none.crl": 404, "/nginx-errors/bad-request.html": 404, "/%": 400,
    };
    for (const [address, status] of Object.entries(expected)) {
      const answer = await asks(https, address);
      assert.equal(answer.status, status, address);
      assert.equal(answer.headers["strict-transport-security"], "max-age=31536000", address);
    }
  });

  it("sends what comes by http on, without a word of HSTS, but for the lists that certificates name by http", async () => {
    const page = await asks(http, "/login?next=%2Faccount");
    assert.equal(page.status, 301);
    assert.equal(page.headers.location, `https://${HOST}/login?next=%2Faccount`);
    const elsewhere = await asks(http, "/login", { host: "elsewhere.example" });
    assert.equal(elsewhere.headers.location, `https://${HOST}/login`);
    const list = await asks(http, "/pki/none.crl");
    assert.equal(list.status, 404);
    for (const answer of [page, elsewhere, list]) assert.equal(answer.headers["strict-transport-security"], undefined);
  });
});
