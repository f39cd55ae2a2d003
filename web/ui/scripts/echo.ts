// Reads events from standard input, one a line, as the pages read them, and writes them back as the pages would. For the tests of the service.
import { readFileSync } from "node:fs";
import { decode, encode } from "../src/lib/codec.ts";

// Split by hand: `readline` also breaks lines at U+2028, which may stand in a text.
const lines = readFileSync(process.stdin.fd, "utf8").split("\n").filter(Boolean);
process.stdout.write(lines.map((line) => `${encode(decode(line))}\n`).join(""));
