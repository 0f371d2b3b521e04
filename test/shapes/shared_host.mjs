// A host without root: the home of an ordinary user with the bundle unpacked in it, a web space, and a database elsewhere
// that is reached over TLS, with one user for one schema that others' tables lie in, too.
import { spawn } from "node:child_process";
import fs from "node:fs";
import net from "node:net";
import path from "node:path";

import { Pki } from "../support/pki.mjs";
import { BUILD, ROOT, freePort, run } from "../support/portal.mjs";
import { mailsIn } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";

const FOLDER = process.env.TEST_FOLDER;
const AS_USER = ["setpriv", "--reuid=www-data", "--regid=www-data", "--clear-groups", "--"];
const CLEAN = ["env", "-i", "PATH=/usr/bin:/bin"];
export const SUB_FOLDER = "/kunden/portal";
const PASSWORD = "one-password-for-one-schema";

export function bundleFile() {
  const file = fs.readdirSync(BUILD).find((name) => /^certportal-.*-bundle\.tar\.gz$/.test(name));
  if (!file) throw new Error(`no bundle in ${BUILD}: make bundle`);
  return path.join(BUILD, file);
}

async function done(command, args, options) {
  const { status, stdout, stderr } = await run(command, args, options);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

function ownedFolder(folder) {
  fs.mkdirSync(folder, { recursive: true });
  fs.chmodSync(folder, 0o755);
  fs.chownSync(folder, 33, 33);
  return folder;
}

const accepts = (port) => new Promise((resolve) => {
  const socket = net.connect(port, "127.0.0.1", () => { socket.destroy(); resolve(true); });
  socket.once("error", () => resolve(false));
});

// A process and what it starts, until stop(); what it says goes to a file.
class Service {
  constructor(command, log) {
    const output = fs.openSync(log, "a");
    this.child = spawn(command[0], command.slice(1), { detached: true, stdio: ["ignore", output, output] });
    fs.closeSync(output);
    this.ended = new Promise((resolve) => { this.child.once("exit", resolve); });
  }

  async stop(signal = "SIGTERM") {
    try { process.kill(-this.child.pid, signal); } catch { return; }
    await this.ended;
  }
}

// The provider's database server: TCP with TLS, its administrator not ours.
export class RemoteDatabase {
  constructor(name) {
    this.folder = ownedFolder(path.join(FOLDER, `database-${name}`));
  }

  async start() {
    this.port ??= await freePort();
    if (!fs.existsSync(path.join(this.folder, "data"))) await this.make();
    const place = (name) => path.join(this.folder, name);
    this.service = new Service([...AS_USER, "/usr/sbin/mariadbd", "--no-defaults", `--datadir=${place("data")}`, `--socket=${place("sock")}`,
      `--tmpdir=${this.folder}`, `--log-error=${place("log")}`, "--bind-address=127.0.0.1", `--port=${this.port}`, "--skip-name-resolve", "--innodb-buffer-pool-size=64M",
      `--ssl-ca=${place("ca.pem")}`, `--ssl-cert=${place("cert.pem")}`, `--ssl-key=${place("key.pem")}`], place("output"));
    await until("the database", () => accepts(this.port), { seconds: 30 });
    return this;
  }

  async make() {
    const pki = new Pki();
    const ca = await pki.root("Muster Database CA");
    const server = await pki.leaf(ca, ["127.0.0.1"]);
    for (const [from, to] of [[ca.file, "ca.pem"], [server.file, "cert.pem"], [server.key, "key.pem"]]) {
      fs.copyFileSync(from, path.join(this.folder, to));
      fs.chownSync(path.join(this.folder, to), 33, 33);
    }
    await done(AS_USER[0], [...AS_USER.slice(1), "mariadb-install-db", "--no-defaults", `--datadir=${path.join(this.folder, "data")}`, `--tmpdir=${this.folder}`, "--skip-test-db",
      "--auth-root-authentication-method=socket", `--auth-root-socket-user=${process.env.USER_NAME}`]);
  }

  sql(statements) {
    return done("mariadb", ["--no-defaults", `--socket=${path.join(this.folder, "sock")}`, `--user=${process.env.USER_NAME}`, "--batch", "--skip-column-names"], { input: statements });
  }

  // A schema with somebody else's table, and a user who may neither make another schema nor grant.
  async schema(name) {
    await this.sql(`CREATE DATABASE ${name}; CREATE TABLE ${name}.account (id INT PRIMARY KEY); INSERT INTO ${name}.account VALUES (7);
      CREATE USER '${name}'@'%' IDENTIFIED BY '${PASSWORD}' REQUIRE SSL;
      GRANT SELECT, INSERT, UPDATE, DELETE, CREATE, DROP, ALTER, INDEX, REFERENCES ON ${name}.* TO '${name}'@'%';`);
  }

  stop() {
    return this.service?.stop();
  }
}

export class SharedHost {
  // `folder`: where in the home the bundle is unpacked. `root`: a folder to chroot into, another Debian.
  constructor(name, { database, folder = "portal", root = "" }) {
    this.outside = ownedFolder(path.join(FOLDER, name)); // where this home lies for us,
    this.home = root ? "/home" : this.outside; // and for those who live in it
    Object.assign(this, { database, folder, root, services: [], schema: `db_${name.replace(/\W/g, "_")}` });
  }

  path(...parts) {
    return path.join(this.outside, ...parts);
  }

  inside(...parts) {
    return path.join(this.home, ...parts);
  }

  command(...words) {
    if (!this.root) return [...AS_USER, ...CLEAN, `HOME=${this.home}`, ...words];
    const script = 'root=$1 home=$2; shift 2; mount --bind /dev "$root/dev" && mount -t proc proc "$root/proc" && mount --bind "$home" "$root/home" && exec chroot "$root" "$@"';
    return ["unshare", "--mount", "sh", "-c", script, "sh", this.root, this.outside, ...AS_USER, ...CLEAN, `HOME=${this.home}`, ...words];
  }

  runs(words, options) {
    const [program, ...args] = this.command(...words);
    return run(program, args, options);
  }

  serves(...words) {
    const service = new Service(this.command(...words), this.path("server/output.log"));
    this.services.push(service);
    return service;
  }

  async stop() {
    for (const service of this.services.splice(0).reverse()) await service.stop();
  }

  // --- The portal

  async unpacks() {
    for (const name of ["web", "mail", "mail/new", "mail/tmp", "server"]) ownedFolder(this.path(name));
    fs.copyFileSync(bundleFile(), this.path("bundle.tar.gz"));
    fs.copyFileSync(path.join(ROOT, "scripts/sendmail-to-folder"), this.path("sendmail"));
    fs.chmodSync(this.path("sendmail"), 0o755);
    ownedFolder(this.path(this.folder));
    const { status, stderr } = await this.runs(["tar", "-C", this.inside(this.folder), "-xzf", this.inside("bundle.tar.gz")]);
    if (status !== 0) throw new Error(stderr);
    this.version = fs.readdirSync(this.path(this.folder))[0];
    fs.copyFileSync(path.join(this.database.folder, "ca.pem"), this.path("database-ca.pem"));
    fs.chmodSync(this.path("database-ca.pem"), 0o644);
  }

  setup(changes = {}) {
    const options = {
      url: this.url, public: this.inside("web", SUB_FOLDER), database: `127.0.0.1:${this.database.port}`, "database-name": this.schema,
      "database-user": this.schema, "database-ca": this.inside("database-ca.pem"), "table-prefix": "cp1_", sendmail: this.inside("sendmail"), ...changes,
    };
    const words = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
    return this.runs([this.inside(this.folder, this.version, "setup"), ...words], { input: `${PASSWORD}\n` });
  }

  // From the tarball to a portal whose schema is there; gives what setup said.
  async installs() {
    this.port = await freePort();
    this.url = `http://127.0.0.1:${this.port}${SUB_FOLDER}`;
    await this.database.schema(this.schema);
    await this.unpacks();
    const { status, stdout, stderr } = await this.setup();
    if (status !== 0) throw new Error(`setup: ${stdout}${stderr}`);
    const migrated = await this.cli(["migrate"]);
    if (migrated.status !== 0) throw new Error(`migrate: ${migrated.stderr}`);
    this.cronLine = /^\*\/5 \* \* \* \* (.*)$/m.exec(stdout)[1];
    return stdout;
  }

  cli = (args, stdin = "") => this.runs([this.inside(this.folder, "current/certportal"), ...args.map(String)], { input: stdin });

  mails = () => mailsIn(this.path("mail/new"));

  // The line for cron, more often than cron would.
  startCron() {
    return this.serves("sh", "-c", `while :; do ${this.cronLine}; sleep 0.5; done`);
  }

  // scripts/portal; what it says on trouble is the error's.
  async portal(command) {
    const { status, stdout, stderr } = await this.runs([this.inside(this.folder, "current/scripts/portal"), command]);
    if (status !== 0) throw new Error(`portal ${command}: ${stdout}${stderr}`);
  }

  // A copy of the bundle as the next version, and its setup --upgrade: { status, stdout, stderr }.
  upgrades() {
    this.next = `${this.version}-next`;
    fs.cpSync(this.path(this.folder, this.version), this.path(this.folder, this.next), { recursive: true, verbatimSymlinks: true });
    return this.runs([this.inside(this.folder, this.next, "setup"), "--upgrade"]);
  }

  // All processes of this home: { pid, line }, its command line.
  processes() {
    const lines = fs.readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => {
      try {
        return { pid, line: fs.readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ") };
      } catch {
        return { pid, line: "" }; // it has ended
      }
    });
    return lines.filter(({ line }) => line.includes(`${this.home}/`));
  }

  // Until the web server answers, whatever it says.
  async listens(service) {
    await until("an answer of the web server", () => fetch(this.url, { redirect: "manual" }).catch(() => null));
    return service;
  }

  // What walk() wants; files are put where this host sees them.
  get shape() {
    const place = (file) => {
      if (!this.root) return file;
      const name = `${Date.now()}.pem`;
      fs.copyFileSync(file, this.path(name));
      fs.chmodSync(this.path(name), 0o644);
      return this.inside(name);
    };
    return { url: this.url, cli: this.cli, mails: this.mails, place };
  }

  get configuration() {
    return fs.readFileSync(this.path(this.folder, "certportal.conf"), "utf8");
  }

  set configuration(text) {
    fs.writeFileSync(this.path(this.folder, "certportal.conf"), text);
  }

  // The product of setup's configuration comes from a CA of the portal's own.
  async hasLocalCa() {
    const ca = `kind = local\ncertificate_file = ${this.inside(this.folder, "secret/ca.pem")}\nkey_file = ${this.inside(this.folder, "secret/ca.key")}`;
    this.configuration = `allow_shared_user = 1\n${this.configuration.replace("issuer = manual", "issuer = local").replace("[issuer.manual]\nkind = manual", `[issuer.local]\n${ca}`)}`;
    const { status, stderr } = await this.cli(["ca", "init", "local", "--title", "Muster AG"]);
    if (status !== 0) throw new Error(`ca init: ${stderr}`);
  }

  // --- Apache as a provider runs it: the user's own rights, .htaccess, mod_fcgid.

  async startApache() {
    const modules = ["mpm_prefork", "authz_core", "dir", "mime", "env", "rewrite", "headers", "filter", "deflate", "fcgid"];
    const quoted = (...parts) => `"${this.inside(...parts)}"`;
    fs.writeFileSync(this.path("server/apache.conf"), `
ServerName www.example.org
ServerRoot ${quoted("server")}
PidFile ${quoted("server/apache.pid")}
Mutex file:${this.inside("server")} default
Listen 127.0.0.1:${this.port}
${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
TypesConfig ${quoted("server/mime.types")}
ErrorLog ${quoted("server/error.log")}
LogFormat "%h %t \\"%m %U\\" %>s" plain
CustomLog ${quoted("server/access.log")} plain
DocumentRoot ${quoted("web")}
FcgidIPCDir ${quoted("server/fcgid")}
FcgidProcessTableFile ${quoted("server/fcgid_shm")}
<Directory "/">
  AllowOverride None
  Require all denied
</Directory>
<Directory ${quoted("web")}>
  AllowOverride FileInfo Options AuthConfig
  Require all granted
</Directory>
`);
    fs.writeFileSync(this.path("server/mime.types"), "text/css css\ntext/html html\n");
    ownedFolder(this.path("server/fcgid"));
    return this.listens(this.serves("/usr/sbin/apache2", "-f", this.inside("server/apache.conf"), "-D", "FOREGROUND"));
  }

  apacheLog() {
    const file = this.path("server/error.log");
    return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : "";
  }

  // What the portal's own processes said there since the log had `begin` characters; each line once, without its time.
  saidSince(begin) {
    const lines = this.apacheLog().slice(begin).split("\n").filter((line) => /\b(error|certportal:)/.test(line));
    return [...new Set(lines.map((line) => line.replace(/^(\[.*?\] )*|^\S+Z /g, "").replace(/request=\w+ /, "")))];
  }
}
