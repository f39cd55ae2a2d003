// What may stand at a place of a playbook's text, by its JSON Schema. Goes by lines and indentation, since a text that is being typed is no YAML yet.

/** As much of JSON Schema as the playbook's uses. */
export type Schema =
  | boolean
  | {
      $ref?: string;
      $defs?: Record<string, Schema>;
      allOf?: Schema[];
      anyOf?: Schema[];
      properties?: Record<string, Schema>;
      additionalProperties?: Schema;
      items?: Schema;
      enum?: string[];
      type?: string | string[];
      description?: string;
    };
type Part = Exclude<Schema, boolean>;

export interface Offer {
  label: string;
  info: string;
  /** Whether a value is to follow. */
  key: boolean;
}

const KEY = /^( *)(?:- )?([\w-]*)$/;
const VALUE = /^( *)(?:- )?([\w-]+): +([\w-]*)$/;
const ITEM = /^( *)(?:- )?([\w-]+): *\[(?:[^\]]*, *)?([\w-]*)$/;
const LISTED = /^( *)- ([\w-]*)$/;

/** What may stand at `at`, and where the word that is being typed begins; null where nothing is known. */
export function offersAt(schema: Schema, text: string, at: number): { from: number; offers: Offer[] } | null {
  const lines = text.slice(0, at).split("\n");
  const line = lines.pop() ?? "";
  const found = key(schema, lines, line) ?? value(schema, lines, line);
  return found && found.offers.length > 0 ? { from: at - found.word.length, offers: found.offers } : null;
}

type Found = { word: string; offers: Offer[] } | null;

function key(schema: Schema, lines: string[], line: string): Found {
  const [, indent, word] = KEY.exec(line) ?? [];
  if (indent === undefined || word === undefined || LISTED.test(line)) return null;
  return { word, offers: keysOf(partsAt(schema, pathTo(lines, indent.length))) };
}

function value(schema: Schema, lines: string[], line: string): Found {
  const [, indent, name, word] = VALUE.exec(line) ?? ITEM.exec(line) ?? [];
  if (indent !== undefined && name !== undefined && word !== undefined) return { word, offers: valuesOf(partsAt(schema, [...pathTo(lines, indent.length), name])) };
  const listed = LISTED.exec(line);
  if (!listed) return null;
  const parts = partsAt(schema, pathTo(lines, (listed[1] ?? "").length + 1));
  return { word: listed[2] ?? "", offers: [...valuesOf(parts), ...keysOf(parts)] };
}

/** The keys over a line that stands in by `indent`, outermost first. */
function pathTo(lines: string[], indent: number): string[] {
  const path: string[] = [];
  let within = indent;
  for (const line of lines.toReversed()) {
    const [, before, name] = /^( *)(?:- )?([\w-]+):(?: |$)/.exec(line) ?? [];
    if (before === undefined || name === undefined || before.length >= within) continue;
    path.unshift(name);
    within = before.length;
  }
  return path;
}

/** Every part of the schema that speaks of what stands at `path`. */
function partsAt(root: Schema, path: string[]): Part[] {
  let parts = whole(root, root);
  for (const name of path) {
    parts = parts.flatMap((part) => {
      const own = part.properties?.[name] ?? part.additionalProperties;
      return own === undefined ? [] : whole(root, own);
    });
  }
  return parts;
}

/** A part with all that it refers to; the items of a list stand for the list. */
function whole(root: Schema, part: Schema): Part[] {
  if (typeof part === "boolean") return [];
  const name = part.$ref?.split("/").at(-1);
  const referred = name !== undefined && typeof root === "object" ? root.$defs?.[name] : undefined;
  const others = [...(referred === undefined ? [] : [referred]), ...(part.allOf ?? []), ...(part.anyOf ?? []), ...(part.items === undefined ? [] : [part.items])];
  return [part, ...others.flatMap((other) => whole(root, other))];
}

function keysOf(parts: Part[]): Offer[] {
  const offers = new Map<string, Offer | null>();
  for (const [label, property] of parts.flatMap((part) => Object.entries(part.properties ?? {}))) {
    // What one part rules out stays out, whatever others say.
    if (property === false) offers.set(label, null);
    else if (!offers.has(label)) offers.set(label, { label, info: infoOf(property), key: true });
  }
  return [...offers.values()].filter((offer) => offer !== null);
}

function valuesOf(parts: Part[]): Offer[] {
  const words = parts.flatMap((part) => [...(part.enum ?? []), ...(part.type === "boolean" ? ["true", "false"] : [])]);
  return [...new Set(words)].map((label) => ({ label, info: "", key: false }));
}

function infoOf(property: Schema): string {
  return typeof property === "object" ? (property.description ?? "") : "";
}
