// The playground is a static site that works from any folder of any static host: hence the relative base.
import { defineConfig } from "vite";

export default defineConfig({
  base: "./",
  // The package is linked from ../npm: it must find the same copy of the SDK as the page does.
  resolve: { dedupe: ["@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb"] },
  server: { host: "127.0.0.1", fs: { allow: [".."] } },
  preview: { host: "127.0.0.1" },
});
