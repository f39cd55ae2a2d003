// Takes the events' JSON Schema and samples from the Python side and writes what the pages need of them. Run by `npm run types`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { typesOf } from "./typesof.ts";

const pages = join(import.meta.dirname, "..");
const python = process.env["PYTHON"] ?? join(pages, "../../.venv/bin/python");

function printed(...args: string[]): string {
  return execFileSync(python, ["-m", "assistant.schema", ...args], { cwd: join(pages, "../.."), encoding: "utf8" });
}

const schema = printed();
writeFileSync(join(pages, "src/lib/events.schema.json"), schema);
writeFileSync(join(pages, "src/lib/events.ts"), await typesOf(schema));
writeFileSync(join(pages, "tests/data/events.json"), printed("samples"));
