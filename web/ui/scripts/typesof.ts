// Turns the events' JSON Schema into TypeScript.
import { createHash } from "node:crypto";
import { compile, type JSONSchema } from "json-schema-to-typescript";

/** The text of `src/lib/events.ts`. It names the schema it was made from by hash, so that whoever has no Node can tell that it is stale. */
export async function typesOf(schema: string): Promise<string> {
  const hash = createHash("sha256").update(schema).digest("hex");
  const head = `// What can be said about a call, as types. Made by \`npm run types\` from the schema with SHA-256\n// ${hash}: change the events, not this file.\n`;
  const body = await compile(JSON.parse(schema) as JSONSchema, "AnyEvent", { additionalProperties: false, bannerComment: "" });
  return head + body;
}
