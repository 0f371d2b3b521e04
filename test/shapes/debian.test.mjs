// The second shape: a Debian host with systemd, by doc/debian.md as it stands. systemd itself cannot run in a test: the units
// are checked by systemd-analyze and carried out by the stand-in test/shapes/systemctl.
import assert from "node:assert/strict";
import fs from "node:fs";
import { after, before, describe, it } from "node:test";

import { GOOD_PASSWORD } from "../support/contact.mjs";
import { refusals } from "../support/shape_walk.mjs";
import { until } from "../support/until.mjs";
import { DebianHost, commandsOf } from "./debian_host.mjs";

const doc = commandsOf("debian.md");
const SERVICES = ["certportal-worker@1.service", "certportal-jobs.service", "certportal-jobs-once.service"];
const SECRETS = "/etc/certportal/secret";

describe("a Debian host with systemd", () => {
  const host = new DebianHost();

  // Debian's archive is not asked: what the package needs is on this system already; the database server is started by hand.
  const installs = (line) => host.does(line.replace("apt install", "apt-get install --yes --no-install-recommends").replace(" mariadb-server", ""));
  const workers = async () => (await host.tries("pgrep -f '^/usr/bin/certportal worker'")).stdout.split("\n").filter(Boolean);

  before(async () => {
    await host.start();
    await host.startDatabase();
    await host.startMailServer();
    await installs(doc.Install[0]);
  });

  after(() => host.stop());

  it("takes the package, and starts nothing by itself", async () => {
    assert.match(await host.does("dpkg-query -W -f '${db:Status-Status}' certportal"), /^installed$/);
    assert.deepEqual(await workers(), []);
    assert.equal(await host.does("certportal --version"), `certportal ${await host.does("dpkg-query -W -f '${Version}' certportal")}`);
    await host.does("ls /usr/share/man/man1/certportal.1.gz /usr/share/man/man8/certportal-reload.8.gz /usr/share/doc/certportal/debian.md");
  });

  it("sends a mail to the mail server of the host", async () => {
    await host.does(doc.Install[1]);
    assert.deepEqual(host.mails().map(({ to, subject }) => [to, subject]), [["operator@example.org", "It works"]]);
  });

  it("has units that systemd understands, sandboxed to 2.0 or better", async () => {
    await host.does(`systemd-analyze verify --recursive-errors=yes --man=no certportal.target certportal-worker.socket certportal-jobs-once.timer ${SERVICES.join(" ")}`);
    for (const service of SERVICES) {
      const [, exposure] = /Overall exposure level for \S+: ([\d.]+)/.exec(await host.does(`systemd-analyze security --offline=yes --root=/ ${service}`));
      assert.ok(Number(exposure) <= 2.0, `${service}: ${exposure}`);
    }
  });

  it("is set up and started by the document's commands", async () => {
    await host.follows(doc.Database);
    await host.follows(doc["Products and a CA"]);
    await host.follows(doc["The first officer"], `${GOOD_PASSWORD}\n`);
    await host.startNginx();
    await host.follows(doc.nginx);
    await host.follows(doc.Start);
    assert.equal((await workers()).length, 4);
    assert.equal(await host.get("https://portal.example.org/healthz"), "ok");
    const about = [...(await host.does("certportal doctor")).matchAll(/^warning: (\w+)/gm)].map(([, check]) => check);
    assert.deepEqual(about, ["support", "issuers"]); // what the document leaves to its reader
  });

  it("goes through sign-in, list, download and a handover", async () => {
    assert.match(await host.walk(), /^UEB-\d{6,}$/);
  });

  it("sends everybody to https, but for CRLs and CA certificates, and serves metrics to this host alone", async () => {
    assert.match(await host.get("http://portal.example.org/login", "-o /dev/null -w '%{http_code} %{redirect_url}'"), /^301 https:\/\/portal\.example\.org\/login$/);
    await until("the CRL", async () => (await host.status("http://portal.example.org/pki/local.crl")) === "200");
    assert.match(await host.get("https://portal.example.org/login", "-I"), /^strict-transport-security: max-age=31536000/im);
    assert.equal(await host.status("https://portal.example.org/metrics"), "404");
    assert.match(await host.get("http://127.0.0.1:9464/metrics"), /^# TYPE /m);
    assert.match(await host.does("certportal status"), /idle|busy|waiting/);
  });

  it("lets each duty read its own secrets only", async () => {
    const readers = {
      "worker-database-password": ["certportal", "certportal-worker"],
      "form-key": ["certportal-worker"],
      "jobs-database-password": ["certportal", "certportal-jobs"],
      "seal-secret-key": ["certportal-jobs"],
      "receipt-key": ["certportal-jobs"],
      "audit-key": ["certportal", "certportal-jobs"],
      "operator-database-password": ["certportal"],
      "seal-public-key": ["certportal", "certportal-worker", "certportal-jobs"],
      "receipt-certificate": ["certportal", "certportal-worker", "certportal-jobs"],
      "../../../var/lib/certportal/ca/local.key": ["certportal-jobs"],
    };
    const found = Object.fromEntries(Object.keys(readers).map((name) => [name, []]));
    for (const user of ["certportal", "certportal-worker", "certportal-jobs", "www-data"]) {
      const seen = await host.does(`runuser -u ${user} -- sh -c 'cd ${SECRETS} && for name; do test ! -r $name || echo $name; done; true' sh ${Object.keys(readers).join(" ")} 2>/dev/null`);
      for (const name of seen.split("\n").filter(Boolean)) found[name].push(user);
    }
    assert.deepEqual(found, readers);
    assert.deepEqual(fs.readdirSync(host.path(SECRETS)).sort(), Object.keys(readers).filter((name) => !name.includes("/")).sort());
  });

  it("replaces a killed worker within a second, and all of them by certportal-reload without losing a request", async () => {
    const before = await workers();
    await host.does(`kill -KILL ${before[0]}`);
    await until("another worker", async () => (await workers()).length === 4, { seconds: 1 });
    const killed = await workers();
    const ends = host.load();
    for (let i = 0; i < 3; i += 1) assert.equal(await host.does(doc["Reload and upgrade"][0]), "certportal-reload: 4 workers are new");
    const { answered, failed, longest_ms } = await ends();
    assert.equal(failed, 0, `${failed} of ${answered + failed} failed`);
    assert.ok(longest_ms < 1000, `${longest_ms} ms`);
    assert.ok((await workers()).every((pid) => !killed.includes(pid)));
  });

  it("refuses to reload into a configuration that is wrong, or into templates that are gone", async () => {
    const running = await workers();
    await host.does("echo 'lmits = 1' | cat - /etc/certportal/certportal.conf >new && cp /etc/certportal/certportal.conf old && cp new /etc/certportal/certportal.conf");
    const { status, stderr } = await host.tries("certportal-reload");
    await host.does("cp old /etc/certportal/certportal.conf");
    assert.equal(status, 1);
    assert.match(stderr, /^certportal-reload: .*unknown key 'lmits'; did you mean 'limits'\?\n$/);
    assert.deepEqual(await workers(), running);
  });

  it("is not started where something is missing or unreadable, and says what in one line", async () => {
    await host.does("systemctl stop certportal.target");
    const moved = (name, what, says) => ({ name, says, make: () => host.does(`mv ${what} ${what}.away`), mend: () => host.does(`mv ${what}.away ${what}`) });
    const closed = (name, what, says) => ({ name, says, make: () => host.does(`chmod -R go-rwx ${what}`), mend: () => host.does(`chmod -R go+rX ${what}`) });
    await refusals({
      faults: [
        { name: "the database", says: /database.*(cannot|No such file|Can't)/i, make: () => host.stopDatabase(), mend: () => host.resumeDatabase() },
        moved("the socket's folder", "/run/certportal", /\/run\/certportal/),
        moved("the templates", "/usr/share/certportal/templates", /\/usr\/share\/certportal\/templates/),
        closed("closed templates", "/usr/share/certportal/templates", /\/usr\/share\/certportal\/templates/),
        moved("a key file", `${SECRETS}/form-key`, /form-key/),
        { name: "a closed key file", says: /form-key/, make: () => host.does(`chmod 0000 ${SECRETS}/form-key`), mend: () => host.does(`chmod 0440 ${SECRETS}/form-key`) },
      ],
      attempt: async () => {
        const { status, stdout, stderr } = await host.tries(doc.Start[0]);
        return { status, lines: `${stdout}${stderr}`.split("\n").filter((line) => /error|refused|certportal:/i.test(line)) };
      },
    });
    assert.deepEqual(await workers(), []);
    await host.follows(doc.Start);
    assert.equal(await host.get("https://portal.example.org/healthz"), "ok");
  });

  it("is restored from its backup: CRLs for everybody, keys for nobody but their users, and nothing where it does not belong", async () => {
    const restore = "mkdir -p empty && cd empty && /usr/lib/certportal/restore --identity ../key --replace";
    await host.does("age-keygen -o key && age-keygen -y key >recipients && /usr/lib/certportal/backup --recipients-file recipients whole.backup");
    const keys = await host.does(`stat -c '%a %U %G %n' ${SECRETS}/* /var/lib/certportal/ca/*`);
    await host.does("systemctl stop certportal.target && rm /var/lib/certportal/pki/* /var/lib/certportal/ca/local.key*");
    await host.does("sed '/^.product.server/,$ d' /etc/certportal/certportal.conf >/etc/certportal/without-issuer.conf");
    assert.match(await host.does(`${restore} --config /etc/certportal/without-issuer.conf ../whole.backup`), /left in the archive: secrets\/issuer\.local\.root_key_file/);
    assert.equal(await host.does("rm /etc/certportal/without-issuer.conf && ls -A empty"), "");
    await host.does(`${restore} ../whole.backup`);
    assert.equal(await host.does(`stat -c '%a %U %G %n' ${SECRETS}/* /var/lib/certportal/ca/*`), keys);
    assert.equal(await host.status("http://portal.example.org/pki/local.crl"), "200");
    await host.follows(doc.Start);
    assert.match(await host.walk(), /^UEB-\d{6,}$/);
  });

  it("is upgraded under load by the document's commands, keeping what the administrator edited", async () => {
    await host.does("sed -i 's/^#brand = .*/brand = Musterportal/' /etc/certportal/certportal.conf");
    const secrets = await host.does(`cat ${SECRETS}/* | sha256sum`);
    await host.does("dpkg-deb -R certportal_0.1.0_amd64.deb next && sed -i 's/^Version: .*/Version: 0.1.1/' next/DEBIAN/control && dpkg-deb -b -z1 next certportal_0.1.1_amd64.deb");
    const running = await workers();
    const ends = host.load();
    await installs(doc["Reload and upgrade"][1]);
    assert.equal(await host.does("dpkg-query -W -f '${Version}' certportal"), "0.1.1");
    await host.follows(doc["Reload and upgrade"].slice(2));
    const { answered, failed } = await ends();
    assert.equal(failed, 0, `${failed} of ${answered + failed} failed`);
    assert.ok((await workers()).every((pid) => !running.includes(pid)));
    assert.equal(await host.does(`cat ${SECRETS}/* | sha256sum`), secrets);
    assert.match(await host.get("https://portal.example.org/login"), /Musterportal/);
  });

  it("does without the daemon: a timer runs jobs", async () => {
    await host.follows(doc["Without a daemon for mails and issuance"]);
    assert.notEqual((await host.tries("pgrep -f '^/usr/bin/certportal jobs$'")).status, 0);
    assert.match(await host.walk(), /^UEB-\d{6,}$/);
  });

  it("is purged without leaving a file or a process", async () => {
    await host.follows(doc.Removal.slice(0, -1));
    await host.does("apt-get purge --yes certportal");
    assert.equal((await host.tries("pgrep -f /usr/bin/certportal")).status, 1);
    const left = await host.does("find / -xdev \\( -path /proc -o -path /work -o -path '/var/log/*' -o -path /root \\) -prune -o -name '*certportal*' -print | grep -v '^/var/lib/mysql' || true");
    assert.equal(left, "");
  });
});
