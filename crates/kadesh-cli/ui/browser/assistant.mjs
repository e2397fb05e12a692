// An assistant that proposes changes of a case over `kadesh mcp`, as a program that asks a language model does.

import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { program } from "./hand.mjs";

/** Proposes by tools, one after another: each a name and what it is given. Gives what each answered. */
export async function proposed(folder, ...calls) {
  const server = spawn(program, ["mcp", folder], { stdio: ["pipe", "pipe", "inherit"] });
  const lines = createInterface({ input: server.stdout })[Symbol.asyncIterator]();
  const tell = (message) => server.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
  let asked = 0;
  const ask = async (method, params) => {
    tell({ id: (asked += 1), method, params });
    for (;;) {
      const { value, done } = await lines.next();
      if (done) throw new Error(`${method}: it ended`);
      const answer = JSON.parse(value);
      if (answer.id === asked) return answer;
    }
  };
  await ask("initialize", {
    protocolVersion: "2025-06-18",
    capabilities: {},
    clientInfo: { name: "a reader", version: "1" },
  });
  tell({ method: "notifications/initialized" });
  const told = [];
  try {
    for (const [name, args] of calls) {
      const { result, error } = await ask("tools/call", { name, arguments: args });
      if (error || result.isError) throw new Error(`${name}: ${JSON.stringify(error ?? result.content)}`);
      told.push(JSON.parse(result.content[0].text));
    }
  } finally {
    const ended = new Promise((done) => server.on("exit", done));
    server.stdin.end();
    await ended;
  }
  return told;
}
