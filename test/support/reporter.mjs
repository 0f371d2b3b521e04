// Prints one line a test, and the whole story of each failed one; adds "PASSED FAILED" to the file COUNTS.
import fs from "node:fs";
import { inspect } from "node:util";

function story(error) {
  const cause = error?.cause ?? error;
  return (cause instanceof Error ? cause.stack : inspect(cause)).replace(/^/gm, "      ");
}

export default async function* report(events) {
  let passed = 0;
  let failed = 0;
  const suites = [];
  for await (const { type, data } of events) {
    if (type === "test:stdout" || type === "test:stderr") yield data.message;
    if (type === "test:start") suites[data.nesting] = data.name;
    if (type !== "test:pass" && type !== "test:fail") continue;
    const isSuite = data.details.type === "suite";
    const error = data.details.error;
    // A suite that fails only because a test in it did says nothing new; one whose own preparation fails does.
    if (isSuite && (type === "test:pass" || error?.failureType === "subtestsFailed")) continue;
    const milliseconds = Math.round(data.details.duration_ms);
    const name = [...suites.slice(0, data.nesting), data.name].join(" ");
    if (type === "test:pass") {
      passed += 1;
      yield `ok   ${name}${milliseconds > 1000 ? ` (${milliseconds} ms)` : ""}\n`;
      continue;
    }
    failed += 1;
    // Not even begun, because what its suite prepares failed: that story comes with the suite.
    if (error?.failureType !== "cancelledByParent") yield `FAIL ${name} (${milliseconds} ms)\n${story(error)}\n`;
  }
  fs.appendFileSync(process.env.COUNTS, `${passed} ${failed}\n`);
}
