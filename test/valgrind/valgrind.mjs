// A build folder whose program is that of BUILD, but workers and jobs run under valgrind; then the walk with it.
import fs from "node:fs";
import path from "node:path";

const { BUILD, NATIVE, TEST_FOLDER } = process.env;
const ROOT = path.resolve(path.dirname(new URL(import.meta.url).pathname), "../..");
const REPORTS = path.join(TEST_FOLDER, "reports");
const MEMCHECK = [
  "--leak-check=full", "--show-leak-kinds=definite", "--errors-for-leak-kinds=definite", "--num-callers=30", "--vgdb=no",
  "--child-silent-after-fork=yes", `--suppressions=${ROOT}/test/valgrind/suppressions`, `--log-file=${REPORTS}/%p`,
];

function watchedBuild() {
  const folder = path.join(TEST_FOLDER, "build");
  fs.mkdirSync(folder);
  fs.mkdirSync(REPORTS);
  fs.chmodSync(REPORTS, 0o1777); // of the service user as well
  for (const name of ["templates", "static"]) fs.symlinkSync(path.join(BUILD, name), path.join(folder, name));
  const program = path.join(BUILD, "certportal");
  const watched = `case " $* " in *" worker "*|*" jobs "*) exec valgrind ${MEMCHECK.join(" ")} ${program} "$@" ;; esac\n`;
  fs.writeFileSync(path.join(folder, "certportal"), `#!/bin/sh\n${NATIVE ? "" : watched}exec ${program} "$@"\n`, { mode: 0o755 });
  return folder;
}

process.env.BUILD = watchedBuild();
await import("./walk.mjs");
