// A FastCGI client (FastCGI 1.0, sections 3 to 5 and 8) that may also send what it likes.
import { once } from "node:events";
import net from "node:net";

export const BEGIN = 1, ABORT = 2, END = 3, PARAMS = 4, STDIN = 5, STDOUT = 6, DATA = 8, GET_VALUES = 9, GET_VALUES_RESULT = 10, UNKNOWN_TYPE = 11;
export const RESPONDER = 1;

// One record; `length` is what its header claims.
export function record(type, content = "", { id = 1, version = 1, padding = 0, length } = {}) {
  const bytes = Buffer.from(content);
  const claimed = length ?? bytes.length;
  return Buffer.concat([Buffer.from([version, type, id >> 8, id & 255, claimed >> 8, claimed & 255, padding, 0]), bytes, Buffer.alloc(padding)]);
}

export const begin = ({ role = RESPONDER, flags = 0, ...more } = {}) => record(BEGIN, [role >> 8, role & 255, flags, 0, 0, 0, 0, 0], more);

export const lengthOf = (size) => (size < 128 ? Buffer.from([size]) : Buffer.from([0x80 | (size >>> 24), (size >>> 16) & 255, (size >>> 8) & 255, size & 255]));

// Name-value pairs: of an object, or of pairs.
export function pairs(values) {
  const list = Array.isArray(values) ? values : Object.entries(values);
  return Buffer.concat(list.flatMap(([name, value]) => [lengthOf(Buffer.byteLength(name)), lengthOf(Buffer.byteLength(value)), Buffer.from(name), Buffer.from(value)]));
}

// A stream in records of at most `size` bytes, with its end.
export function stream(type, content, { size = 60_000, ...more } = {}) {
  const bytes = Buffer.from(content);
  const records = [];
  for (let at = 0; at < bytes.length; at += size) records.push(record(type, bytes.subarray(at, at + size), more));
  return Buffer.concat([...records, record(type, "", more)]);
}

// The parameters of a request as nginx sends them; undefined leaves one out.
export function parametersOf(uri, values = {}) {
  const all = { REQUEST_METHOD: "GET", REQUEST_URI: uri, QUERY_STRING: uri.split("?")[1] ?? "", SERVER_PROTOCOL: "HTTP/1.1", REMOTE_ADDR: "127.0.0.1", ...values };
  return Object.entries(all).filter(([, value]) => value !== undefined);
}

export const requestFor = (uri, values = {}, body = "") => Buffer.concat([begin(), stream(PARAMS, pairs(parametersOf(uri, values))), stream(STDIN, body)]);

// { type, id, content } of each whole record.
function recordsIn(raw) {
  const records = [];
  for (let at = 0; at + 8 <= raw.length;) {
    const length = raw.readUInt16BE(at + 4);
    records.push({ type: raw[at + 1], id: raw.readUInt16BE(at + 2), content: raw.subarray(at + 8, at + 8 + length) });
    at += 8 + length + raw[at + 6];
  }
  return records;
}

export async function connects(socket) {
  const connection = net.connect({ path: socket, allowHalfOpen: true });
  connection.on("error", () => {}); // it may be closed before all is sent
  await Promise.race([once(connection, "connect"), once(connection, "close").then(() => { throw new Error(`nobody listens at ${socket}`); })]);
  return connection;
}

// What came back until the other side closed: { records, text, status }; status 0 without an answer.
export async function answerOn(connection, { seconds = 30 } = {}) {
  const parts = [];
  let isLate = false;
  const timer = setTimeout(() => { isLate = true; connection.destroy(); }, seconds * 1000);
  const ended = new Promise((resolve) => { for (const event of ["end", "close"]) connection.once(event, resolve); });
  connection.on("data", (part) => parts.push(part));
  await ended;
  clearTimeout(timer);
  connection.destroy();
  if (isLate) throw new Error(`not closed within ${seconds} s`);
  const records = recordsIn(Buffer.concat(parts));
  const text = Buffer.concat(records.filter(({ type }) => type === STDOUT).map(({ content }) => content)).toString("latin1");
  return { records, text, status: Number(/^Status: (\d{3})/.exec(text)?.[1] ?? 0) };
}

// Sends `bytes` and waits for the other side's end.
export async function says(socket, bytes, options) {
  const connection = await connects(socket);
  connection.write(bytes);
  return answerOn(connection, options);
}

// The whole answer's text to a GET.
export const ask = async (socket, path) => (await says(socket, requestFor(path))).text;
