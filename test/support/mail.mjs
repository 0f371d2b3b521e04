// Reads the mails that the stack's sendmail wrote: RFC 5322 with MIME's encoded words and quoted-printable.

function quotedPrintable(text) {
  const bytes = text.replace(/=\r?\n/g, "").replace(/=([0-9A-F]{2})/gi, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1");
}

function decodeWords(text) {
  return text
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind, word) =>
      (/b/i.test(kind) ? Buffer.from(word, "base64") : quotedPrintable(word.replace(/_/g, " "))).toString("latin1"))
    // Characters may be cut between two words: bytes first, then text.
    .replace(/[\x80-\xff]+/g, (bytes) => Buffer.from(bytes, "latin1").toString("utf8"));
}

// A head and what follows it: { headers, content }.
function split(raw) {
  const [, head, content] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw);
  const headers = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`not a header line: ${line}`);
    headers[name.toLowerCase()] = decodeWords(value);
  }
  return { headers, content };
}

function decode({ headers, content }) {
  const encoding = headers["content-transfer-encoding"] ?? "7bit";
  let bytes = Buffer.from(content, "latin1");
  if (/quoted-printable/i.test(encoding)) bytes = quotedPrintable(content);
  if (/base64/i.test(encoding)) bytes = Buffer.from(content, "base64");
  return bytes.toString("utf8").replace(/\r\n/g, "\n");
}

// The parts of a multipart mail, else the mail itself: [{ type, text }].
function partsOf(mail) {
  const type = mail.headers["content-type"] ?? "text/plain";
  const boundary = /^multipart\/.*boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return [{ type, text: decode(mail) }];
  const between = `\n${mail.content}`.split(`\n--${boundary}`).slice(1, -1);
  return between.map((part) => split(part.replace(/^[ \t]*\r?\n/, ""))).flatMap(partsOf);
}

export function parseMail(source) {
  const raw = source.toString("latin1");
  const { headers, content } = split(raw);
  const parts = partsOf({ headers, content });
  return {
    raw, headers, parts,
    to: headers.to,
    subject: headers.subject,
    text: parts[0].text,
    html: parts.find(({ type }) => /^text\/html/i.test(type))?.text ?? "",
    // The path of the only link that holds a token, or of the first one.
    get link() {
      const links = this.text.match(/https?:\/\/[^\s<>]+/g) ?? [];
      const url = new URL(links.find((link) => link.includes("token=")) ?? links[0]);
      return url.pathname + url.search;
    },
    get token() {
      return new URL(this.link, "http://portal").searchParams.get("token");
    },
  };
}
