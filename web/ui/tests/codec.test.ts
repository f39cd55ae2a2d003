// Every field of every event survives the trip from the service to the page and back; and the proof of it is proved.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { typesOf } from "../scripts/typesof.ts";
import { decode, encode, Unreadable, type Shape } from "../src/lib/codec.ts";
import schema from "../src/lib/events.schema.json" with { type: "json" };
import samples from "./data/events.json" with { type: "json" };

type Fields = Record<string, unknown>;
const root: Shape = schema;
const all = samples as unknown as Fields[];

/** The fields that hold things by names of no fixed list: none of those names has to be there. */
const maps = new Set(
  Object.values(schema.$defs).flatMap(({ properties }) =>
    Object.entries(properties as Record<string, Shape>)
      .filter(([, shape]) => typeof shape.additionalProperties === "object")
      .map(([name]) => name),
  ),
);

/** The places of every field of a sample, those of the things it holds included. */
function places(value: unknown, path: (string | number)[] = []): (string | number)[][] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => {
    const place = [...path, Array.isArray(value) ? Number(name) : name];
    return [...(Array.isArray(value) ? [] : [place]), ...(maps.has(name) ? [] : places(part, place))];
  });
}

/** A copy of `value` with the thing that holds the field at `place` changed. */
function altered<T>(value: T, place: (string | number)[], change: (holder: Fields, field: string) => void): T {
  const copy = structuredClone(value);
  const holder = place.slice(0, -1).reduce((part, name) => (part as Fields)[name] as Fields, copy as unknown as Fields);
  change(holder, String(place.at(-1)));
  return copy;
}

describe("the trip", () => {
  it("has a sample of every type of event", () => {
    expect(all.map(({ type }) => type).sort()).toEqual(Object.keys(schema.discriminator.mapping).sort());
  });

  it.each(all.map((sample) => [sample["type"], sample]))("brings %s over and back whole", (_, sample) => {
    expect(JSON.parse(encode(decode(JSON.stringify(sample))))).toEqual(sample);
  });

  it("fails for every field that is left out of a sample", () => {
    for (const sample of all)
      for (const place of places(sample)) {
        const poorer = altered(sample, place, (holder, field) => Reflect.deleteProperty(holder, field));
        expect(() => decode(JSON.stringify(poorer)), `${String(sample["type"])} without ${place.join(".")}`).toThrow(Unreadable);
      }
  });

  it("fails for every field that the page does not know", () => {
    const untouched = new Set<string>();
    for (const [name, { properties }] of Object.entries(schema.$defs))
      for (const field of Object.keys(properties)) {
        const poorer = structuredClone(root);
        const definition = poorer.$defs?.[name] as Required<Pick<Shape, "properties" | "required">>;
        Reflect.deleteProperty(definition.properties, field);
        definition.required = definition.required.filter((other) => other !== field);
        const failing = all.filter((sample) => {
          try {
            decode(JSON.stringify(sample), poorer);
            return false;
          } catch (cause) {
            return cause instanceof Unreadable;
          }
        });
        if (failing.length === 0) untouched.add(`${name}.${field}`);
      }
    expect([...untouched]).toEqual([]);
  });

  it("fails for a field of another type", () => {
    for (const sample of all)
      for (const place of places(sample)) {
        const wrong = altered(sample, place, (holder, field) => (holder[field] = { not: "that" }));
        expect(() => decode(JSON.stringify(wrong)), `${String(sample["type"])}: ${place.join(".")}`).toThrow(Unreadable);
      }
  });
});

describe("decode", () => {
  it.each(["", "{", "[]", "null", '"call.ended"', "{}", '{"type":"call.sang"}', '{"type":"toString"}'])("refuses %j", (text) => {
    expect(() => decode(text)).toThrow(Unreadable);
  });

  it("takes null where there may be nothing, and nowhere else", () => {
    const lag = all.find(({ type }) => type === "recogniser.lag");
    expect(decode(JSON.stringify({ ...lag, weights: null }))).toMatchObject({ weights: null });
    expect(() => decode(JSON.stringify({ ...lag, seconds: null }))).toThrow("event.seconds: expected number");
  });

  it("says where and what was expected, and nothing of what stood there", () => {
    const note = { ...all.find(({ type }) => type === "note.added"), seq: "my own words" };
    expect(() => decode(JSON.stringify(note))).toThrow(/^event\.seq: expected a whole number$/);
  });
});

describe("events.ts", () => {
  it("is what the schema gives: run `npm run types` where it is not", async () => {
    const library = join(import.meta.dirname, "../src/lib");
    const [text, types] = [readFileSync(join(library, "events.schema.json"), "utf8"), readFileSync(join(library, "events.ts"), "utf8")];
    expect(types).toBe(await typesOf(text));
  });
});
