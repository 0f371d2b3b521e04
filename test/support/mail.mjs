// Reads the mails that the stack's sendmail wrote: RFC 5322 with MIME's encoded words, quoted-printable and multipart/alternative.

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

function parsePart(raw) {
  const [, head, content] = /^([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(raw);
  const headers = {};
  for (const line of head.replace(/\r?\n[ \t]+/g, " ").split(/\r?\n/)) {
    const [, name, value] = /^([!-9;-~]+):\s*(.*)$/.exec(line) ?? [];
    if (!name) throw new Error(`not a header line: ${line}`);
    headers[name.toLowerCase()] = decodeWords(value);
  }
  return { headers, content };
}

function decodeContent({ headers, content }) {
  const encoding = headers["content-transfer-encoding"] ?? "7bit";
  let bytes = Buffer.from(content, "latin1");
  if (/quoted-printable/i.test(encoding)) bytes = quotedPrintable(content);
  if (/base64/i.test(encoding)) bytes = Buffer.from(content, "base64");
  return bytes.toString("utf8").replace(/\r\n/g, "\n");
}

// The parts between the boundaries, or the whole as the only one (RFC 2046 5.1.1).
function parts(whole) {
  const [, boundary] = /^multipart\/alternative;\s*boundary="([^"]+)"/.exec(whole.headers["content-type"]) ?? [];
  if (!boundary) return [whole];
  const pieces = `\n${whole.content}`.split(`\n--${boundary}`);
  if (pieces.length < 2 || !/^--\s*$/.test(pieces.at(-1))) throw new Error("multipart without its end");
  return pieces.slice(1, -1).map((piece) => parsePart(piece.replace(/^\r?\n/, "")));
}

export function parseMail(source) {
  const raw = source.toString("latin1");
  const whole = parsePart(raw);
  const { headers } = whole;
  const found = parts(whole);
  const content = (type) => found.filter((part) => part.headers["content-type"]?.startsWith(type)).map(decodeContent)[0];
  return {
    raw, headers,
    types: found.map((part) => part.headers["content-type"]),
    to: headers.to,
    subject: headers.subject,
    text: content("text/plain"),
    html: content("text/html"),
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
