// The program that is tried, and `kadesh serve` of it on a folder: what tests with a browser and those without one begin with.

import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const root = join(dirname(fileURLToPath(import.meta.url)), "../../../..");
export const program = process.env.KADESH ?? join(root, "target/debug/kadesh");

/** A server on a folder: its process, the address that it prints, and its end, which is waited for. */
export async function served(folder, ...args) {
  const server = spawn(program, ["serve", folder, "--no-open", ...args], { stdio: ["ignore", "pipe", "inherit"] });
  const address = await new Promise((found, failed) => {
    let told = "";
    server.stdout.on("data", (data) => {
      told += data;
      const match = /http:\S+/.exec(told);
      if (match) found(match[0]);
    });
    server.on("exit", () => failed(new Error(`the server ended: ${told}`)));
  });
  async function end() {
    const ended = new Promise((done) => server.on("exit", done));
    server.kill("SIGINT");
    await ended;
  }
  return { server, address, end };
}
