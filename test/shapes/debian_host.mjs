// A Debian host as debian_host.sh makes it, and what its administrator types there.
import { spawn } from "node:child_process";
import fs from "node:fs";
import path from "node:path";

import { BUILD, ROOT, run } from "../support/portal.mjs";
import { mailsIn } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";

const HERE = path.join(ROOT, "test/shapes");
const MAILS = "/var/mail/sink";

// The commands of doc/debian.md by their headings: { "Install": ["apt install …"], … }.
export function commandsOf(page) {
  const commands = {};
  for (const section of fs.readFileSync(path.join(ROOT, "doc", page), "utf8").split(/^## /m).slice(1)) {
    const blocks = [...section.matchAll(/^```\n([\s\S]*?)^```$/gm)].map(([, block]) => block.trim().split("\n"));
    commands[section.split("\n")[0]] = blocks.flat();
  }
  return commands;
}

function packageFile() {
  const folder = path.join(BUILD, "deb");
  const file = fs.existsSync(folder) && fs.readdirSync(folder).find((name) => /^certportal_.*\.deb$/.test(name));
  if (!file) throw new Error(`no package in ${folder}: make deb`);
  return path.join(folder, file);
}

export class DebianHost {
  async start() {
    const file = packageFile();
    this.folder = path.join(process.env.TEST_FOLDER, "debian");
    fs.mkdirSync(this.folder, { recursive: true });
    const apart = ["--pdeathsig", "KILL", "unshare", "--mount", "--net", "--pid", "--fork", "--kill-child"];
    this.unshare = spawn("setpriv", [...apart, path.join(HERE, "debian_host.sh"), this.folder], { stdio: ["ignore", "ignore", "inherit"] });
    this.pid = await until("the host", () => {
      const [child] = fs.readFileSync(`/proc/${this.unshare.pid}/task/${this.unshare.pid}/children`, "utf8").split(" ").filter(Boolean);
      return child && fs.existsSync(`/proc/${child}/root/run/stand-in.sock`) && Number(child);
    });
    fs.copyFileSync(file, this.path("/root", path.basename(file)));
    return this;
  }

  stop() {
    this.unshare?.kill("SIGKILL");
  }

  // A path of the host as this process sees it.
  path(...parts) {
    return path.join(`/proc/${this.pid}/root`, ...parts);
  }

  inside(command) {
    return ["--target", String(this.pid), "--mount", "--net", "--pid", "--root", "--wd", "env", "-i", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", "USER_NAME=root", ...command];
  }

  // As root types it into a shell: { status, stdout, stderr }.
  tries(line, input) {
    return run("nsenter", this.inside(["bash", "-o", "pipefail", "-c", `cd /root; ${line}`]), { input, timeout: 180_000 });
  }

  async does(line, input) {
    const { status, stdout, stderr } = await this.tries(line, input);
    if (status !== 0) throw new Error(`${line}: ${status}\n${stdout}${stderr}`);
    return stdout.trim();
  }

  async follows(commands, input) {
    for (const line of commands) await this.does(line, input);
  }

  background(...command) {
    return spawn("nsenter", this.inside(command), { stdio: ["pipe", "pipe", "inherit"] });
  }

  // --- What the host has beside the portal: Debian's own server packages would bring it, and start it by systemd.

  async startDatabase() {
    await this.does(`useradd --system mysql && install -d -o mysql /var/lib/mysql /run/mysqld &&
      mariadb-install-db --no-defaults --user=mysql --datadir=/var/lib/mysql --auth-root-authentication-method=socket --skip-test-db >/dev/null`);
    await this.resumeDatabase();
  }

  async resumeDatabase() {
    this.background("mariadbd", "--no-defaults", "--user=mysql", "--datadir=/var/lib/mysql", "--socket=/run/mysqld/mysqld.sock", "--skip-networking",
      "--innodb-buffer-pool-size=64M", "--performance-schema=OFF", "--pid-file=/run/mysqld/mysqld.pid", "--log-error=/var/lib/mysql/error.log");
    await until("the database", async () => (await this.tries("mariadb -e 'SELECT 1'")).status === 0);
  }

  async stopDatabase() {
    await this.does("kill $(cat /run/mysqld/mysqld.pid)");
    await until("the database's end", async () => !fs.existsSync(this.path("/run/mysqld/mysqld.pid")));
  }

  async startMailServer() {
    const server = this.background("node", path.join(HERE, "inside.mjs"), "mail-server", MAILS);
    await new Promise((resolve) => { server.stdout.once("data", resolve); });
  }

  mails() {
    return mailsIn(this.path(MAILS));
  }

  async startNginx() {
    await this.does(`openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj /CN=portal.example.org -addext subjectAltName=DNS:portal.example.org \
      -keyout /etc/ssl/private/portal.example.org.key -out /etc/ssl/certs/portal.example.org.pem 2>/dev/null && nginx`);
  }

  // --- The portal from inside

  walk() {
    return this.does(`NODE_EXTRA_CA_CERTS=/etc/ssl/certs/portal.example.org.pem node ${HERE}/inside.mjs walk https://portal.example.org ${MAILS}`);
  }

  get(url, options = "") {
    return this.does(`curl -s -m 10 --cacert /etc/ssl/certs/portal.example.org.pem ${options} '${url}'`);
  }

  status(url) {
    return this.get(url, "-o /dev/null -w '%{http_code}'");
  }

  // Asks for pages all the time until the function that this gives is called, which gives { answered, failed, longest_ms }.
  load() {
    const child = this.background("env", "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/portal.example.org.pem", "node", path.join(HERE, "inside.mjs"), "load", "https://portal.example.org/login");
    return () => new Promise((resolve) => {
      let text = "";
      child.stdout.on("data", (chunk) => { text += chunk; }).on("end", () => resolve(JSON.parse(text)));
      child.stdin.end();
    });
  }
}
