// What links lead to: each kind of page, two of each. For loads and scans that shall reach everything.
import { fieldsOf } from "./html.mjs";

const OF_A_KIND = 2;

// "/certificates/320917?after=9" and "/certificates/320918?after=7" are one kind.
function kindOf(target) {
  const { pathname, searchParams } = new URL(target, "http://portal");
  return `${pathname.replace(/\d{6,}/g, "N").replace(/[\w-]{43}/g, "TOKEN")}?${[...searchParams.keys()].sort()}`;
}

// Counts the kinds, and says whether there was room for one more.
function counter() {
  const counts = new Map();
  return (kind) => {
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return counts.get(kind) <= OF_A_KIND;
  };
}

// Where the links and the forms without effect of a page lead to.
function targetsOf(answer, from, origin) {
  const links = answer.page.all("a", { href: true }).map(({ attributes }) => attributes.href);
  const queries = answer.page.all("form").filter(({ attributes }) => (attributes.method ?? "get") !== "post")
    .map((form) => `${form.attributes.action ?? from}?${new URLSearchParams(fieldsOf(form))}`);
  return [...links, ...queries].map((link) => new URL(link, origin + from)).filter((url) => url.origin === origin).map(({ pathname, search }) => pathname + search);
}

// The forms of a page that post: { page, action, fields }; a button may send its form elsewhere.
function formsOf(answer, page) {
  return answer.page.all("form", { method: "post" }).flatMap((form) => {
    const others = form.all("button", { formaction: true }).map(({ attributes }) => attributes.formaction);
    return [form.attributes.action, ...others].map((action) => ({ page, action: action.split("#")[0], fields: fieldsOf(form) }));
  });
}

// Follows every link from `from` on as this browser's person: { pages: [{ path, status }], forms }. Sends no form.
export async function crawl(browser, from = ["/"]) {
  const [isWanted, isNewForm] = [counter(), counter()];
  const [known, queue, pages, forms] = [new Set(from), [...from], [], []];
  while (queue.length > 0) {
    const path = queue.shift();
    const answer = await browser.get(path);
    pages.push({ path, status: answer.status });
    if (!/html/.test(answer.headers["content-type"] ?? "")) continue;
    forms.push(...formsOf(answer, path).filter(({ action, fields }) => isNewForm(`${kindOf(action)} ${fields.map(([name]) => name)}`)));
    for (const target of targetsOf(answer, path, browser.origin)) {
      if (known.has(target) || /^\/(static|pki)\//.test(target)) continue;
      known.add(target);
      if (isWanted(kindOf(target))) queue.push(target);
    }
  }
  return { pages, forms };
}
