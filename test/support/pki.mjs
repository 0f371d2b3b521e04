// Makes certificates with the openssl command: roots, issuing CAs, leafs with any names and dates.
import fs from "node:fs";
import path from "node:path";

import { run } from "./portal.mjs";

async function openssl(args, options) {
  const { status, stdout, stderr } = await run("openssl", args.map(String), options);
  if (status !== 0) throw new Error(`openssl ${args.join(" ")}: ${stderr}`);
  return stdout;
}

const day = (days) => new Date(Date.now() + days * 86400_000);
const stamp = (date) => `${date.toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
const subject = (fields) => Object.entries(fields).map(([name, value]) => `/${name}=${value.replace(/([\\/+])/g, "\\$1")}`).join("");

const CONFIG = `
[ca]
default_ca = this
[this]
database = index.txt
new_certs_dir = .
unique_subject = no
default_md = sha256
policy = any
rand_serial = yes
string_mask = utf8only
[any]
`;

class Issued {
  constructor(file) {
    this.file = file;
  }

  get pem() {
    return fs.readFileSync(this.file, "utf8");
  }

  get der() {
    return Buffer.from(this.pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  }

  // The file's path in DER.
  get derFile() {
    const file = this.file.replace(/pem$/, "der");
    fs.writeFileSync(file, this.der);
    return file;
  }

  async x509(...args) {
    return (await openssl(["x509", "-in", this.file, "-noout", ...args])).trim();
  }

  async serial() {
    return (await this.x509("-serial")).replace("serial=", "");
  }

  async fingerprint(digest = "sha256") {
    return (await this.x509("-fingerprint", `-${digest}`)).replace(/.*=/, "");
  }
}

let authorities = 0;

export class Pki {
  constructor(folder = path.join(process.env.TEST_FOLDER, `pki-${(authorities += 1)}`)) {
    this.folder = folder;
    this.count = 0;
    fs.mkdirSync(folder, { recursive: true });
  }

  path(name) {
    return path.join(this.folder, name);
  }

  // A file of this content; its path.
  write(name, content) {
    fs.writeFileSync(this.path(name), content);
    return this.path(name);
  }

  async key(type = "ec") {
    const options = { ec: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"], rsa: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"], ed: ["-algorithm", "ED25519"] };
    const file = this.path(`key-${(this.count += 1)}.pem`);
    await openssl(["genpkey", ...options[type], "-out", file]);
    return file;
  }

  // `issuer`: undefined makes it sign itself. `from`, `to`: days from now, or dates. `key`: a file, to be used again.
  async issue({ issuer, fields, extensions, from = -10, to = 80, key, serial }) {
    const number = (this.count += 1);
    const folder = this.path(`ca-${number}`);
    fs.mkdirSync(folder);
    for (const name of ["index.txt"]) fs.writeFileSync(path.join(folder, name), "");
    if (serial) fs.writeFileSync(path.join(folder, "serial"), `${serial}\n`);
    const config = serial ? CONFIG.replace("rand_serial = yes", "serial = serial") : CONFIG;
    fs.writeFileSync(path.join(folder, "ca.cnf"), `${config}commonName = optional\norganizationName = optional\norganizationalUnitName = optional\ncountryName = optional\nstateOrProvinceName = optional\nlocalityName = optional\n[extensions]\n${extensions}`);
    const certificate = new Issued(this.path(`${number}.pem`));
    certificate.key = key ?? (await this.key());
    const request = path.join(folder, "request.pem");
    await openssl(["req", "-new", "-utf8", "-key", certificate.key, "-subj", subject(fields) || "/", "-out", request]);
    const dates = ["-startdate", stamp(from instanceof Date ? from : day(from)), "-enddate", stamp(to instanceof Date ? to : day(to))];
    const signer = issuer ? ["-cert", issuer.file, "-keyfile", issuer.key] : ["-selfsign", "-keyfile", certificate.key];
    const { status, stderr } = await run("sh", ["-c", 'cd "$0" && exec openssl ca "$@"', folder, "-batch", "-notext", "-preserveDN", "-utf8", "-config", "ca.cnf",
      "-extensions", "extensions", ...dates, ...signer, "-in", "request.pem", "-out", certificate.file]);
    if (status !== 0) throw new Error(`openssl ca: ${stderr}`);
    fs.rmSync(folder, { recursive: true });
    return certificate;
  }

  root(name, options = {}) {
    return this.ca(name, undefined, { from: -3000, to: 3000, ...options });
  }

  ca(name, issuer, options = {}) {
    const extensions = `basicConstraints = critical,CA:TRUE\nkeyUsage = critical,keyCertSign,cRLSign\nsubjectKeyIdentifier = hash\n${issuer ? "authorityKeyIdentifier = keyid\n" : ""}`;
    return this.issue({ issuer, fields: { O: "Muster Trust", CN: name }, extensions, from: -1000, to: 2000, ...options });
  }

  // A server's certificate; the first of `names` is its common name.
  leaf(issuer, names, { cn = names[0], more = "", ...options } = {}) {
    const alternatives = names.map((name, index) => `${/^\d+\.\d+\.\d+\.\d+$/.test(name) ? "IP" : "DNS"}.${index + 1} = ${name}\n`).join("");
    const san = names.length > 0 ? `subjectAltName = @names\n` : "";
    const extensions = `basicConstraints = CA:FALSE\nkeyUsage = critical,digitalSignature\nextendedKeyUsage = serverAuth\nsubjectKeyIdentifier = hash\n${issuer ? "authorityKeyIdentifier = keyid\n" : ""}${san}${more}[names]\n${alternatives}`;
    return this.issue({ issuer, fields: cn === null ? {} : { CN: cn }, extensions, ...options });
  }

  // All in one PEM file.
  bundle(name, certificates) {
    return this.write(name, certificates.map((certificate) => certificate.pem).join(""));
  }

  // PKCS#7 as the openssl command makes it.
  async p7b(name, certificates, form = "PEM") {
    const from = certificates.flatMap((certificate) => ["-certfile", certificate.file]);
    await openssl(["crl2pkcs7", "-nocrl", ...from, "-outform", form, "-out", this.path(name)]);
    return this.path(name);
  }

  async verify(content, ...args) {
    return openssl(args, { input: content });
  }
}

export { openssl };
