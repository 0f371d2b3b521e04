// Reads what a test wants to know of an HTML page: elements with their text, forms with their fields as a browser
// would send them. Not a validator: html-validate is (test/browser).

const VOID = new Set("area base br col embed hr img input link meta source track wbr".split(" "));
// End tags that HTML lets a page leave out: an opening one of the left ends an open one of the right.
const ENDS = { td: ["td", "th"], th: ["td", "th"], tr: ["tr"], li: ["li"], option: ["option"], dt: ["dt", "dd"], dd: ["dt", "dd"] };
const LISTS = new Set(["table", "ul", "ol", "dl", "select"]);
const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: "\u00a0" };

function decode(text) {
  return text.replace(/&(#x[0-9a-f]+|#\d+|\w+);/gi, (whole, name) => {
    if (name[0] !== "#") return ENTITIES[name] ?? whole;
    return String.fromCodePoint(/^#x/i.test(name) ? parseInt(name.slice(2), 16) : Number(name.slice(1)));
  });
}

function attributes(source) {
  const found = {};
  for (const [, name, , double, single, bare] of source.matchAll(/([^\s=/]+)(\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g)) {
    found[name.toLowerCase()] = decode(double ?? single ?? bare ?? "");
  }
  return found;
}

class Element {
  constructor(tag, attributes) {
    Object.assign(this, { tag, attributes, children: [] });
  }

  get text() {
    return this.raw.replace(/\s+/g, " ").trim();
  }

  // With the white space as it stands in the page, for <pre> and <textarea>.
  get raw() {
    return this.children.map((child) => (typeof child === "string" ? child : child.raw)).join("");
  }

  * descendants() {
    for (const child of this.children) {
      if (typeof child === "string") continue;
      yield child;
      yield* child.descendants();
    }
  }

  // all("tr", { "data-reference": "320001" }); a value of true asks only for the attribute.
  all(tag, wanted = {}) {
    const fits = ([name, value]) => (element) =>
      name in element.attributes && (value === true || element.attributes[name] === value);
    const tests = Object.entries(wanted).map(fits);
    return [...this.descendants()].filter((element) => (tag === "*" || element.tag === tag) && tests.every((test) => test(element)));
  }

  one(tag, wanted) {
    return this.all(tag, wanted)[0];
  }

  byId(id) {
    return this.one("*", { id });
  }

  hasClass(name) {
    return (this.attributes.class ?? "").split(/\s+/).includes(name);
  }
}

function endBefore(open, tag) {
  for (let at = open.length - 1; at > 0 && !LISTS.has(open[at].tag); at -= 1) {
    if (ENDS[tag]?.includes(open[at].tag)) open.length = at;
  }
}

export function parse(html) {
  const root = new Element("#document", {});
  const open = [root];
  const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9-]*)((?:"[^"]*"|'[^']*'|[^>"'])*)>|[^<]+|</gi;
  for (const [whole, closing, name, rest] of html.matchAll(token)) {
    const top = open[open.length - 1];
    if (!name) {
      if (!/^<!/.test(whole)) top.children.push(decode(whole));
    } else if (closing) {
      const at = open.map((element) => element.tag).lastIndexOf(name.toLowerCase());
      if (at > 0) open.length = at;
    } else {
      const element = new Element(name.toLowerCase(), attributes(rest));
      endBefore(open, element.tag);
      open[open.length - 1].children.push(element);
      if (!VOID.has(element.tag) && !rest.endsWith("/")) open.push(element);
    }
  }
  return root;
}

// The fields that a browser would send, in their order: [[name, value], …]; no button's.
export function fieldsOf(form) {
  const fields = [];
  for (const element of form.descendants()) {
    const { name, type = "text", value } = element.attributes;
    if (!name) continue;
    if (element.tag === "textarea") fields.push([name, element.raw.replace(/^\r?\n/, "")]);
    if (element.tag === "select") {
      const options = element.all("option");
      const chosen = options.find((option) => "selected" in option.attributes) ?? options[0];
      if (chosen) fields.push([name, chosen.attributes.value ?? chosen.text]);
    }
    if (element.tag !== "input" || ["submit", "button", "file"].includes(type)) continue;
    if (["checkbox", "radio"].includes(type) && !("checked" in element.attributes)) continue;
    fields.push([name, value ?? ""]);
  }
  return fields;
}
