import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const SDK = new URL('../node_modules/nim-web-sdk-ng/dist/NIM_BROWSER_SDK/', import.meta.url);
/** Of what the SDK keeps in its own memory: the gateway is told nothing of it. */
const LOCAL = new Set(['session.getSessions', 'session.getAllSessions', 'session.deleteSession', 'session.deleteAllSessionsFromLocal']);

test('each operation that the SDK declares is called in a test or an example', () => {
  const called = ['../nim/', '../examples/', '../page/'].map((folder) => new URL(folder, import.meta.url))
    .flatMap((folder) => readdirSync(folder).map((file) => readFileSync(new URL(file, folder), 'utf8'))).join('\n');

  const missing = readdirSync(SDK).flatMap((file) => {
    const [, service] = file.match(/^(\w+)ServiceInterface\.d\.ts$/) ?? [];
    return service ? operations(file).map((name) => `${service[0].toLowerCase()}${service.slice(1)}.${name}`) : [];
  }).filter((operation) => !LOCAL.has(operation) && !isCalled(operation, called));

  assert.deepEqual(missing, []);
});

/** By its name behind its service's, or, where the arguments have to be made in the client's window, as a word. */
function isCalled(operation, text) {
  const [service, name] = operation.split('.');
  return text.includes(`${service}.${name}(`) || (service === 'signaling' && text.includes(`, '${name}', {`));
}

/** The methods of the interface that the file is named after. */
function operations(file) {
  const text = readFileSync(new URL(file, SDK), 'utf8');
  const body = text.slice(text.search(/^(export )?(default )?interface \w+ServiceInterface\b/m));
  return [...body.slice(0, body.search(/^}/m)).matchAll(/^    (\w+)\(/gm)].map(([, name]) => name);
}
