// Reads events as they come over the wire, checked against the schema the service was built with, and writes them again.
import type { AnyEvent, CallStarted } from "./events.ts";
import schema from "./events.schema.json" with { type: "json" };

export type Kind = CallStarted["kind"];
export type Side = CallStarted["tracks"][number];
export type Fact = Extract<AnyEvent, { seq: number }>;
export type Hint = Exclude<AnyEvent, Fact>;

/** Words came that are no event. `place` and `expected` say where and why; what stood there is left out, because it may be words of a call. */
export class Unreadable extends Error {
  readonly place: string;
  readonly expected: string;

  constructor(place: string, expected: string) {
    super(`${place}: expected ${expected}`);
    this.name = "Unreadable";
    this.place = place;
    this.expected = expected;
  }
}

/** The part of JSON Schema that the events use. */
export interface Shape {
  $ref?: string;
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Shape[];
  items?: Shape;
  properties?: Record<string, Shape>;
  required?: string[];
  /** What every value of an object is that is kept by names of no fixed list. */
  additionalProperties?: boolean | Shape;
  discriminator?: { propertyName: string; mapping: Record<string, string> };
  $defs?: Record<string, Shape>;
}

/** One event from its JSON text. Every field must be there, and no other: page and service come from one build. Throws `Unreadable`. */
export function decode(text: string, root: Shape = schema): AnyEvent {
  const value = parsed(text);
  check(value, root, "event", root);
  return value as AnyEvent;
}

/** The JSON text of an event. */
export function encode(event: AnyEvent): string {
  return JSON.stringify(event);
}

export function isFact(event: AnyEvent): event is Fact {
  return "seq" in event;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new Unreadable("event", "JSON");
    throw cause;
  }
}

function check(value: unknown, shape: Shape, place: string, root: Shape): void {
  if (shape.$ref !== undefined) check(value, referred(shape.$ref, root), place, root);
  else if (shape.discriminator) check(value, chosen(value, shape.discriminator, place), place, root);
  else if (shape.anyOf) checkAny(value, shape.anyOf, place, root);
  else if (shape.const !== undefined) expect(value === shape.const, place, String(shape.const));
  else if (shape.enum) expect(shape.enum.includes(value), place, `one of ${shape.enum.join(", ")}`);
  else checkType(value, shape, place, root);
}

function checkType(value: unknown, shape: Shape, place: string, root: Shape): void {
  switch (shape.type) {
    case "object":
      checkObject(value, shape, place, root);
      break;
    case "array":
      expect(Array.isArray(value), place, "a list");
      if (shape.items) for (const [index, item] of (value as unknown[]).entries()) check(item, shape.items, `${place}[${index}]`, root);
      break;
    case "null":
      expect(value === null, place, "null");
      break;
    case "integer":
      expect(Number.isInteger(value), place, "a whole number");
      break;
    default:
      // What is left are the names that `typeof` gives too; a schema without a type would be a fault of the schema.
      expect(typeof value === shape.type, place, shape.type ?? "nothing");
  }
}

function checkObject(value: unknown, shape: Shape, place: string, root: Shape): void {
  if (!isRecord(value)) throw new Unreadable(place, "an object");
  const properties = shape.properties ?? {};
  const byName = typeof shape.additionalProperties === "object" ? shape.additionalProperties : undefined;
  for (const name of shape.required ?? []) expect(Object.hasOwn(value, name), `${place}.${name}`, "to be there");
  for (const [name, part] of Object.entries(value)) {
    const known = Object.hasOwn(properties, name) ? properties[name] : byName;
    if (!known) throw new Unreadable(`${place}.${name}`, "no such field");
    check(part, known, `${place}.${name}`, root);
  }
}

function checkAny(value: unknown, shapes: Shape[], place: string, root: Shape): void {
  let last: Unreadable | undefined;
  for (const shape of shapes) {
    try {
      check(value, shape, place, root);
      return;
    } catch (cause) {
      if (!(cause instanceof Unreadable)) throw cause;
      // `null` is the alternative to something better described: the first complaint says more.
      last ??= cause;
    }
  }
  throw last ?? new Unreadable(place, "nothing");
}

function chosen(value: unknown, discriminator: NonNullable<Shape["discriminator"]>, place: string): Shape {
  const name = isRecord(value) ? value[discriminator.propertyName] : undefined;
  const target = typeof name === "string" && Object.hasOwn(discriminator.mapping, name) ? discriminator.mapping[name] : undefined;
  if (target === undefined) throw new Unreadable(`${place}.${discriminator.propertyName}`, "a known type");
  return { $ref: target };
}

function referred(reference: string, root: Shape): Shape {
  const found = root.$defs?.[reference.replace("#/$defs/", "")];
  if (!found) throw new Unreadable(reference, "a definition");
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function expect(holds: boolean, place: string, expected: string): void {
  if (!holds) throw new Unreadable(place, expected);
}
