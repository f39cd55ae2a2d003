// The rules the pages are held to; the home-made ones see to it that whatever is begun is also undone.
import js from "@eslint/js";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** What has to be undone belongs to a `Scope`. Each message gives the fix. */
const belongsToScope = [
  {
    selector: "CallExpression[callee.property.name='addEventListener'], CallExpression[callee.name='addEventListener']",
    message: "A plain addEventListener is never undone: use scope.listen(target, type, handler) of src/lib/scope.ts.",
  },
  {
    selector: "AssignmentExpression[left.type='MemberExpression'][left.property.name=/^on(message|open|close|error|progress|load)$/]",
    message: "A handler set as a property is never undone: use scope.listen(target, type, handler) of src/lib/scope.ts.",
  },
  {
    selector: "CallExpression[callee.name='setTimeout'], CallExpression[callee.property.name='setTimeout']",
    message: "A plain setTimeout outlives its owner: use scope.timeout(action, milliseconds) of src/lib/scope.ts.",
  },
  {
    selector: "CallExpression[callee.name='setInterval'], CallExpression[callee.property.name='setInterval']",
    message: "A plain setInterval outlives its owner: use scope.interval(action, milliseconds) of src/lib/scope.ts.",
  },
  {
    selector: "CallExpression[callee.name='requestAnimationFrame'], CallExpression[callee.property.name='requestAnimationFrame']",
    message: "A plain requestAnimationFrame outlives its owner and stands still in a hidden window: use scope.soon(action) of src/lib/scope.ts.",
  },
  {
    selector: "NewExpression[callee.name='WebSocket']",
    message: "A plain WebSocket is never closed: use scope.socket(address) of src/lib/scope.ts.",
  },
];

export default ts.config(
  { ignores: ["node_modules/", "src/lib/events.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  {
    rules: {
      // svelte-check knows every name; this rule knows neither types nor the browser's globals.
      "no-undef": "off",
      "no-console": "error",
      eqeqeq: "error",
      "@typescript-eslint/consistent-type-imports": "error",
      "no-restricted-syntax": ["error", ...belongsToScope],
    },
  },
  { files: ["src/lib/scope.ts"], rules: { "no-restricted-syntax": "off" } },
  { files: ["scripts/**"], rules: { "no-console": "off" } },
  {
    files: ["**/*.svelte", "**/*.svelte.ts"],
    languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } },
  },
);
