// Backup and restore as an operator runs them: two portals, a key, and what can stand in the way.
import assert from "node:assert/strict";
import fs from "node:fs";
import path from "node:path";

import { ROOT, run } from "./portal.mjs";

// `portal` is backed up, `other` is where it is restored. An option `file` names another configuration than the portal's
// own, `pathFirst` a folder that stands before all others in PATH.
export class Rehearsal {
  constructor(portal, other) {
    Object.assign(this, { portal, other });
    this.folder = fs.mkdtempSync(path.join(process.env.TEST_FOLDER, "backup-"));
    fs.chmodSync(this.folder, 0o755);
  }

  async begins() {
    this.key = await this.newKey("identity");
    fs.writeFileSync(this.in("recipients"), (await run("age-keygen", ["-y", this.key])).stdout);
    return this;
  }

  in(name) {
    return path.join(this.folder, name);
  }

  async newKey(name) {
    await run("age-keygen", ["-o", this.in(name)]);
    return this.in(name);
  }

  // What the folder holds but for that of pathWith().
  files() {
    return fs.readdirSync(this.folder).filter((name) => !name.startsWith("path-")).sort();
  }

  // The arguments of run() or spawn().
  script(name, args, { file, pathFirst }) {
    const env = { PATH: pathFirst ? `${pathFirst}:${process.env.PATH}` : process.env.PATH, CERTPORTAL_PROGRAM: path.join(this.portal.build, "certportal") };
    return [path.join(ROOT, "scripts", name), ["--config", file, ...args], { env }];
  }

  backupBy(args, { file = this.portal.path("certportal.conf"), recipients = ["--recipients-file", this.in("recipients")], ...options } = {}) {
    return this.script("backup", [...recipients, ...args], { file, ...options });
  }

  backup(args, options) {
    return run(...this.backupBy(args, options));
  }

  restoreBy(args, { file = this.other.path("certportal.conf"), key = this.key, ...options } = {}) {
    return this.script("restore", ["--identity", key, ...args], { file, ...options });
  }

  restore(args, options) {
    return run(...this.restoreBy(args, options));
  }

  // A folder with a command of that name.
  pathWith(name, does) {
    const place = fs.mkdtempSync(this.in("path-"));
    fs.writeFileSync(path.join(place, name), `#!/bin/sh\n${does}\n`, { mode: 0o755 });
    return place;
  }

  // The archive with another manifest, as whoever has the public key could make it.
  async rewritten(archive, change) {
    const place = fs.mkdtempSync(this.in("rewritten-"));
    const { stdout } = await run("sh", ["-c", `cd ${place} && tar xf ${archive} && age -d -i ${this.key} manifest.age`]);
    fs.writeFileSync(path.join(place, "manifest"), change(stdout));
    await run("sh", ["-c", `cd ${place} && age -R ${this.in("recipients")} -o manifest.age manifest && tar cf made.backup *.age*`]);
    return path.join(place, "made.backup");
  }
}

// One line says why.
export function failed({ status, stdout, stderr }, says) {
  assert.equal(status, 1, stdout + stderr);
  assert.match(stderr, says);
  assert.equal(stderr.trim().split("\n").length, 1, stderr);
}
