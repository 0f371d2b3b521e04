// An authenticator app (RFC 6238: SHA-1, 6 digits, 30 seconds), made without the program's own code.
import { createHmac } from "node:crypto";

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const STEP_MS = 30_000;

function fromBase32(text) {
  const bits = [...text.replaceAll(" ", "")].map((symbol) => ALPHABET.indexOf(symbol).toString(2).padStart(5, "0")).join("");
  return Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
}

export class App {
  // `clockOffset`: () => seconds by which the portal's clock is moved.
  constructor(secret, clockOffset = () => 0) {
    Object.assign(this, { key: fromBase32(secret), clockOffset, used: 0 });
  }

  stepAt(time) {
    return Math.floor((time + 1000 * this.clockOffset()) / STEP_MS);
  }

  get step() {
    return this.stepAt(Date.now());
  }

  codeOf(step) {
    const counter = Buffer.alloc(8);
    counter.writeBigUInt64BE(BigInt(step));
    const mac = createHmac("sha1", this.key).update(counter).digest();
    const number = mac.readUInt32BE(mac.at(-1) & 15) & 0x7fffffff;
    return String(number % 1_000_000).padStart(6, "0");
  }

  // A code that the portal takes now, and for the next five seconds, and has not seen: its window is three steps wide.
  // undefined: all of them were used.
  next() {
    const step = Math.max(this.stepAt(Date.now() + 5000) - 1, this.used + 1);
    if (step > this.step + 1) return undefined;
    this.used = step;
    return this.codeOf(step);
  }

  // Well-formed, and none of those that count now.
  wrong() {
    const right = [-1, 0, 1].map((more) => this.codeOf(this.step + more));
    return ["000001", "000002", "000003", "000004"].find((code) => !right.includes(code));
  }
}
