// Builds the pages into web/static, where the service and the wheel find them.
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

const service = "http://127.0.0.1:8765";

export default defineConfig({
  plugins: [svelte()],
  build: {
    outDir: "../static",
    emptyOutDir: true,
    // Data addresses would need an exception in the service's content policy.
    assetsInlineLimit: 0,
    // The pages only meet browsers that have module preloading.
    modulePreload: { polyfill: false },
  },
  // `npm run dev` shows the pages against a service that runs beside it.
  server: { host: "127.0.0.1", proxy: { "/api": { target: service, ws: true, changeOrigin: true } } },
  // Generous, since the machine may be busy with the tests of the service.
  test: { include: ["tests/**/*.test.ts"], environment: "node", testTimeout: 60_000 },
});
