import { readFileSync } from 'node:fs';

const AsyncFunction = (async () => {}).constructor;

/**
 * Runs an example of the page as it is printed there.
 *
 * @param accounts what the page leaves open: `{{Receiver_ACCOUNT_ID}}` and the like
 * @param scope the names the example uses without making them: `nim`, `NIMSDK`, `options`, `setTimeout` …
 * @returns what the example printed, by method of the console
 */
export async function runExample(name, accounts, scope) {
  const code = exampleText(name, accounts);
  const printed = { log: [], error: [] };
  const console = {
    log: (...words) => printed.log.push(words),
    error: (...words) => printed.error.push(words),
  };
  const names = { console, ...scope };
  await new AsyncFunction(...Object.keys(names), code)(...Object.values(names));
  return printed;
}

/** @returns the code of an example, with what the page leaves open */
export function exampleText(name, accounts) {
  return readFileSync(new URL(`../examples/${name}.js`, import.meta.url), 'utf8')
    .replaceAll(/\{\{(\w+)\}\}/g, (_, placeholder) => accounts[placeholder]);
}
