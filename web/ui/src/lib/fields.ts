// Changes one field of one prompt in a playbook's text and leaves everything else as it was typed: comments, order, blank lines.
import { type Document, isCollection, isMap, isScalar, type Node, type Pair, parseDocument, stringify, type YAMLMap } from "yaml";

export interface Edit {
  from: number;
  to: number;
  insert: string;
}

/** What needs no quotes anywhere, between brackets either. */
const PLAIN = /^[\p{L}\p{N}][\p{L}\p{N} '’?!.-]*$/u;

type Value = string | number | boolean | readonly string[];

/** What to put where, so that `field` of `prompt` is `value`; null where the text is no playbook yet: then its mistakes come first. */
export function setField(text: string, prompt: string, field: string, value: Value): Edit | null {
  const document = parseDocument(text, { version: "1.1" });
  if (document.errors.length > 0 || !(document.contents === null || isMap(document.contents))) return null;
  const entry = find(document, prompt);
  if (entry === undefined) return withPrompt(text, document, `${prompt}:`, `${field}: ${written(value)}`);
  if (!isMap(entry.value)) return isEmpty(entry.value) ? under(text, entry, `${field}: ${written(value)}`) : null;
  const pair = pairOf(entry.value, field);
  return pair ? withValue(text, pair, value) : withField(text, entry.value, `${field}: ${written(value)}`);
}

/** The line, counted from 1, on which a prompt begins; null where the text does not have it. */
export function lineOf(text: string, prompt: string): number | null {
  const document = parseDocument(text, { version: "1.1" });
  const entry = find(document, prompt);
  return entry ? text.slice(0, startOf(entry)).split("\n").length : null;
}

function find(document: Document, prompt: string): Pair | undefined {
  for (const section of ["prompts", "own"]) {
    const prompts = isMap(document.contents) ? pairOf(document.contents, section)?.value : undefined;
    const entry = isMap(prompts) ? pairOf(prompts, prompt) : undefined;
    if (entry) return entry;
  }
  return undefined;
}

function withValue(text: string, pair: Pair, value: Value): Edit {
  const node = pair.value;
  // From the colon on, since a list may begin on a line of its own.
  const from = text.indexOf(":", endOf(pair.key)) + 1;
  return { from, to: isEmpty(node) ? from : contentEnd(text, node), insert: ` ${written(value)}` };
}

function withField(text: string, entry: YAMLMap, line: string): Edit {
  const first = entry.items[0];
  if (!first) return { ...rangeOf(entry), insert: `{${line}}` };
  const from = startOf(first);
  return { from, to: from, insert: entry.flow ? `${line}, ` : `${line}\n${" ".repeat(column(text, from))}` };
}

/** A prompt that was not there, after the others. */
function withPrompt(text: string, document: Document, head: string, line: string): Edit | null {
  const section = isMap(document.contents) ? pairOf(document.contents, "prompts") : undefined;
  const prompts = section?.value;
  if (!section) {
    const gap = text === "" ? "" : text.endsWith("\n") ? "\n" : "\n\n";
    return { from: text.length, to: text.length, insert: `${gap}prompts:\n  ${head}\n    ${line}\n` };
  }
  if (isEmpty(prompts)) return under(text, section, `${head}\n    ${line}`);
  if (!isMap(prompts)) return null;
  const first = prompts.items[0];
  if (!first) return { ...rangeOf(prompts), insert: `\n  ${head}\n    ${line}` };
  if (prompts.flow) return { from: startOf(first), to: startOf(first), insert: `${head} {${line}}, ` };
  const indent = " ".repeat(column(text, startOf(first)));
  const end = afterComments(text, lineEnd(text, contentEnd(text, prompts)), indent.length);
  return { from: end, to: end, insert: `\n\n${indent}${head}\n${indent}  ${line}` };
}

/** The first thing under a key that has none yet. */
function under(text: string, pair: Pair, lines: string): Edit {
  const end = lineEnd(text, endOf(pair.key));
  return { from: end, to: end, insert: `\n${" ".repeat(column(text, startOf(pair)) + 2)}${lines}` };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function isEmpty(node: unknown): boolean {
  return node === null || node === undefined || (isScalar(node) && node.value === null && node.source === "");
}

function rangeOf(node: unknown): { from: number; to: number } {
  const [from, to] = (node as Node).range ?? [0, 0];
  return { from, to };
}

function startOf(pair: Pair): number {
  return rangeOf(pair.key).from;
}

function endOf(node: unknown): number {
  return rangeOf(node).to;
}

/** Where what is written ends: a block's own end is the beginning of what follows it, comments included. */
function contentEnd(text: string, node: unknown): number {
  const last = isCollection(node) && !node.flow ? node.items.at(-1) : undefined;
  if (last !== undefined) {
    const pair = last as Partial<Pair>;
    if ("key" in (last as object)) return isEmpty(pair.value) ? text.indexOf(":", endOf(pair.key)) + 1 : contentEnd(text, pair.value);
    return contentEnd(text, last);
  }
  const { from, to } = rangeOf(node);
  return from + text.slice(from, to).trimEnd().length;
}

/** The end of the comments right below that stand further in than `indent`: they belong to what is above them. */
function afterComments(text: string, end: number, indent: number): number {
  const comment = /^\n( *)#[^\n]*/.exec(text.slice(end));
  return comment && (comment[1] ?? "").length > indent ? afterComments(text, end + comment[0].length, indent) : end;
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end;
}

function column(text: string, at: number): number {
  return at - (text.lastIndexOf("\n", at - 1) + 1);
}

/** The value on one line. */
function written(value: Value): string {
  if (Array.isArray(value)) return `[${value.join(", ")}]`;
  const plain = stringify(value, { version: "1.1", lineWidth: 0 }).trimEnd();
  return PLAIN.test(plain) ? plain : JSON.stringify(value);
}
