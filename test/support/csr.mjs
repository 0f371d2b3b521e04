// Makes keys and certificate signing requests with the openssl command, as a technical contact would.
import fs from "node:fs";
import path from "node:path";

import { openssl } from "./pki.mjs";

const ALGORITHMS = {
  ec: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
  ec384: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-384"],
  ec521: ["-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-521"],
  ed25519: ["-algorithm", "ED25519"],
  rsa1024: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
  rsa2048: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048"],
  rsa3072: ["-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:3072"],
};

let count = 0;

function newPath(ending) {
  const folder = path.join(process.env.TEST_FOLDER, "csr");
  fs.mkdirSync(folder, { recursive: true });
  return path.join(folder, `${(count += 1)}.${ending}`);
}

// A new private key (PKCS#8, PEM); the file's path.
export async function privateKey(kind = "ec") {
  const file = newPath("key.pem");
  await openssl(["genpkey", ...ALGORITHMS[kind], "-out", file]);
  return file;
}

const kindOf = (name) => (/^(\d+\.){3}\d+$|^[\da-f]*:[\da-f:]+$/i.test(name) ? "IP" : "DNS");
const escaped = (value) => value.replace(/([\\/+=])/g, "\\$1");

// A request for `names`: DNS names as they are (U-labels, too), IP addresses, or [kind, name] for others
// ("email", "URI"). `cn`: the common name; null: none. `key`: a kind of ALGORITHMS for a new key, or a file.
// `fields`: more of the subject, as {O: "Muster AG"}. `extensions`: more lines of openssl.cnf, as "keyUsage = …".
// {pem, der, file, derFile, keyFile, key (the private key's PEM)}.
export async function csr({ names = [], cn = names[0] ?? null, key = "ec", fields = {}, extensions = "" } = {}) {
  const keyFile = key in ALGORITHMS ? await privateKey(key) : key;
  const alternatives = names.map((name) => (Array.isArray(name) ? name : [kindOf(name), name]));
  const config = newPath("cnf");
  const list = alternatives.map(([kind, name], index) => `${kind}.${index + 1} = ${name}\n`).join("");
  fs.writeFileSync(config, `[req]\ndistinguished_name = subject\nreq_extensions = extensions\nstring_mask = utf8only\nutf8 = yes\n` +
    `[subject]\n[extensions]\n${names.length > 0 ? "subjectAltName = @names\n" : ""}${extensions}\n[names]\n${list}`);
  const file = newPath("csr.pem");
  const subject = Object.entries({ ...fields, ...(cn === null ? {} : { CN: cn }) }).map(([name, value]) => `/${name}=${escaped(value)}`);
  await openssl(["req", "-new", "-utf8", "-config", config, "-key", keyFile, "-subj", subject.join("") || "/", "-out", file]);
  const pem = fs.readFileSync(file, "utf8");
  const der = Buffer.from(pem.replace(/-----[^-]+-----|\s/g, ""), "base64");
  const derFile = file.replace(/pem$/, "der");
  fs.writeFileSync(derFile, der);
  return { pem, der, file, derFile, keyFile, key: fs.readFileSync(keyFile, "utf8") };
}
