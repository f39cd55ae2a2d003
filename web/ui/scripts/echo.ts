// Reads events from standard input, one a line, as the pages read them, and writes them back as the pages would. For the tests of the service.
import { text } from "node:stream/consumers";
import { decode, encode } from "../src/lib/codec.ts";

// Split by hand: `readline` also breaks lines at U+2028, which may stand in a text.
const lines = (await text(process.stdin)).split("\n").filter(Boolean);
process.stdout.write(lines.map((line) => `${encode(decode(line))}\n`).join(""));
