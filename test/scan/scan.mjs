// What the scanners are sent to is what links lead to (crawl.mjs), signed in and signed out. They must not end their own
// session: the forms that do are left out, and in the end it must still be there.
import fs from "node:fs";
import path from "node:path";

import { crawl } from "../support/crawl.mjs";
import { everything } from "../support/everything.mjs";
import { run, startPortal } from "../support/portal.mjs";

const MINUTES = Number(process.env.MINUTES ?? 10);
const FOLDER = process.env.TEST_FOLDER;
const ENDS_SESSION = ["/logout", "/account/sessions/*", "/account/second-factor*"];
// Those that need neither the internet (nikto, wapp, ssrf, xxe ask a server of wapiti's) nor a guess at other programs.
const MODULES = "backup,blindsql,cookieflags,crlf,csp,csrf,exec,file,htaccess,http_headers,methods,permanentxss,redirect,shellshock,sql,xss";

// What wapiti says of every portal that is reached by plain http, and nothing else.
const NO_FINDINGS = [
  [/^Secure flag is not set in the cookie : \w+_\d+$/, "a cookie with Secure never comes back by http; under https it has it (cookie tests)"],
  [/^Strict-Transport-Security is not set$/, "RFC 6797 7.2 forbids it by http; nginx's file for TLS sets it"],
  [/^X-XSS-Protection is not set$/, "no browser has that filter any more; the CSP allows no inline script"],
];

const portal = await startPortal("scan", { limits: 0, workers: 4 });
const { anna } = await everything(portal);
const cookie = [...anna.browser.jar].map(([name, value]) => `${name}=${value}`).join("; ");
const signedIn = await crawl(anna.browser);
const nobody = portal.browser();
const { pages, forms } = await crawl(nobody);
const nobodysCookie = [...nobody.jar].map(([name, value]) => `${name}=${value}`).join("; ");
const isHarmless = ({ action }) => !ENDS_SESSION.some((pattern) => new RegExp(`^${pattern.replace("*", ".*")}$`).test(action));

// --- sqlmap

const LINE = "=".repeat(54);

// A request as Burp logs it; sqlmap reads many of them from one file.
function asLogged({ method = "GET", target, body, cookies }) {
  const headers = [`Host: 127.0.0.1:${portal.port}`, `Cookie: ${cookies}`, `Origin: ${portal.url}`];
  if (body !== undefined) headers.push("Content-Type: application/x-www-form-urlencoded", `Content-Length: ${Buffer.byteLength(body)}`);
  return `${LINE}\n12:00:00  ${portal.url}\n${LINE}\n${method} ${target} HTTP/1.1\n${headers.join("\n")}\n\n${body ?? ""}\n${LINE}\n\n`;
}

// Queries as they are; numbers, references and tokens in a path marked by an asterisk.
function logOf(found, cookies) {
  const targets = found.pages.map((page) => page.path).filter((target) => /\?|\d{6}|[\w-]{43}/.test(target));
  const gets = targets.map((target) => ({ target: target.includes("?") ? target : target.replace(/((?:ORG-|UEB-)?\d{6,}|[\w-]{43})/, "$1*"), cookies }));
  const posts = found.forms.filter(isHarmless).map(({ action, fields }) => ({ method: "POST", target: action, body: new URLSearchParams(fields.map(([name, value]) => [name, value || "1"])).toString(), cookies }));
  return [...gets, ...posts];
}

async function sqlmap(name, args) {
  const results = path.join(FOLDER, `${name}.csv`);
  const more = ["--batch", "--flush-session", "--skip=csrf_token", "--dbms=mysql", "--disable-coloring", "--skip-waf", "--output-dir", path.join(FOLDER, name), "--results-file", results];
  const { stdout, stderr } = await run("sqlmap", [...args, ...more], { timeout: (MINUTES / 2) * 60_000, env: { ...process.env, HOME: FOLDER } });
  fs.writeFileSync(path.join(FOLDER, `${name}.log`), stdout + stderr);
  const lines = fs.existsSync(results) ? fs.readFileSync(results, "utf8").trim().split("\n").slice(1).filter(Boolean) : [];
  const injectable = stdout.match(/^(Parameter: .*|.*appears to be '.*' injectable.*)$/gm) ?? [];
  const tested = (stdout.match(/testing if .* parameter '.*' is dynamic|testing for SQL injection on/g) ?? []).length;
  return { findings: [...new Set([...lines, ...injectable])], tested, ended: /\[\*\] ending/.test(stdout) };
}

async function runSqlmap() {
  const requests = [...logOf(signedIn, cookie), ...logOf({ pages, forms }, nobodysCookie)];
  const log = path.join(FOLDER, "requests.log");
  fs.writeFileSync(log, requests.map(asLogged).join(""));
  const all = await sqlmap("sqlmap", ["-l", log]);
  // Level 3 tries the cookies and the headers User-Agent and Referer, too.
  const headers = await sqlmap("sqlmap-headers", ["-u", `${portal.url}/certificates?q=example`, "--cookie", cookie, "--level=3"]);
  console.log(`sqlmap: ${requests.length} requests, ${all.tested + headers.tested} parameters, ${all.findings.length + headers.findings.length} findings${all.ended && headers.ended ? "" : "; out of time"}`);
  return { findings: [...all.findings, ...headers.findings], isWhole: all.ended && headers.ended && all.tested > 0 };
}

// --- wapiti

async function runWapiti() {
  const report = path.join(FOLDER, "wapiti.json");
  const seconds = MINUTES * 30;
  const excluded = ENDS_SESSION.flatMap((pattern) => ["-x", portal.url + pattern]);
  const args = [
    "-u", `${portal.url}/`, "-H", `Cookie: ${cookie}`, "-H", `Origin: ${portal.url}`, "--scope", "domain", "-m", MODULES, "-l", "1", ...excluded,
    "--max-links-per-page", "60", "--max-files-per-dir", "40", "--max-scan-time", String(seconds / 3), "--max-attack-time", String((2 * seconds) / 3 / MODULES.split(",").length),
    "-f", "json", "-o", report, "--store-session", FOLDER, "--store-config", FOLDER, "--flush-session", "--no-bugreport", "-v", "1",
  ];
  const { stdout, stderr } = await run("wapiti", args, { timeout: 2 * seconds * 1000, env: { ...process.env, HOME: FOLDER } });
  fs.writeFileSync(path.join(FOLDER, "wapiti.log"), stdout + stderr);
  if (!fs.existsSync(report)) return { findings: [`no report: ${(stdout + stderr).slice(-400)}`], isWhole: false };
  const { vulnerabilities, anomalies } = JSON.parse(fs.readFileSync(report, "utf8"));
  const all = Object.entries({ ...vulnerabilities, ...anomalies }).flatMap(([kind, found]) => found.map((each) => ({ kind, ...each })));
  const explained = all.filter(({ info }) => NO_FINDINGS.some(([pattern]) => pattern.test(info)));
  const findings = all.filter((each) => !explained.includes(each)).map(({ kind, method, path: target, info }) => `${kind}: ${method} ${target}: ${info}`);
  console.log(`wapiti: ${MODULES.split(",").length} modules, ${findings.length} findings, ${explained.length} of plain http`);
  return { findings, isWhole: true };
}

const results = [await runSqlmap(), await runWapiti()];
const findings = results.flatMap((result) => result.findings);
for (const finding of findings) console.log(`FINDING ${finding}`);
const asked = new Set(portal.log("workers.log").match(/method=\w+ route=\S+ account=[1-9]/g));
const broken = (portal.log("workers.log").match(/status=5\d\d/g) ?? []).length;
const isSignedIn = await anna.isSignedIn();
console.log(`scan: ${findings.length} findings; ${asked.size} routes asked as somebody signed in, ${broken} answers of 5xx; the session ${isSignedIn ? "was there to the end" : "WAS LOST"}`);
process.exitCode = findings.length > 0 || broken > 0 || !isSignedIn || results.some(({ isWhole }) => !isWhole) ? 1 : 0;
