// Takes the pictures of the five screens that the README shows: `npm run pictures`.

import { cpSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { opened, root, scratch } from "./hand.mjs";

const folder = join(scratch(), "ukraine-2025");
cpSync(join(root, "cases/ukraine-2025"), folder, { recursive: true });
const out = join(root, "docs/workbench");
mkdirSync(out, { recursive: true });
const { page, close, settled } = await opened(folder, { width: 1200, height: 800 });
const READY = {
  text: ".card",
  case: ".stakes .opener",
  rules: ".report h2",
  "what-if": ".first ol > li",
  brief: ".first ol > li",
};

for (const [screen, ready] of Object.entries(READY)) {
  await page.evaluate((screen) => (location.hash = `#${screen}`), screen);
  await page.locator(ready).first().waitFor({ timeout: 60_000 });
  if (screen === "what-if") {
    await page.getByRole("slider").first().fill("0.2");
    await page.locator(".moved").first().waitFor({ timeout: 60_000 });
  }
  await settled();
  await page.screenshot({ path: join(out, `${screen}.png`) });
}
await close();
