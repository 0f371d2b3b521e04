// A FastCGI client of one request, for timing a worker's start without a web server (FastCGI 1.0, sections 3 and 8).
import net from "node:net";

function record(type, content) {
  const header = Buffer.from([1, type, 0, 1, content.length >> 8, content.length & 255, 0, 0]);
  return Buffer.concat([header, content]);
}

function parameters(values) {
  return Buffer.concat(Object.entries(values).flatMap(([name, value]) => [Buffer.from([name.length, value.length]), Buffer.from(name + value)]));
}

// The whole answer's text; rejects if nobody listens at `socket`.
export function ask(socket, path) {
  return new Promise((resolve, reject) => {
    const connection = net.connect(socket);
    const parts = [];
    connection.on("error", reject);
    connection.on("data", (part) => parts.push(part));
    connection.on("close", () => resolve(Buffer.concat(parts).toString("latin1")));
    const values = { REQUEST_METHOD: "GET", REQUEST_URI: path, QUERY_STRING: "", SERVER_PROTOCOL: "HTTP/1.1", REMOTE_ADDR: "127.0.0.1" };
    connection.write(Buffer.concat([record(1, Buffer.from([0, 1, 0, 0, 0, 0, 0, 0])), record(4, parameters(values)), record(4, Buffer.alloc(0)), record(5, Buffer.alloc(0))]));
  });
}
