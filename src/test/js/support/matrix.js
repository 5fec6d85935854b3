/** The table of src/docs/nim.md that says per version and command whether the version has it and wherein it differs. */
import { ALL_VERSIONS } from './nim.js';
import { registryOf } from './registries.js';

const SAME = '=';
const ABSENT = '–';
const OWN = '0.17.2';
const VERSIONS = Object.keys(ALL_VERSIONS);
const NUMBER_BASE = 1000;

/**
 * @param isAsked whether of what clients ask, or of what they are told
 * @returns `{ rows, notes }`: of a row its id, name and a cell a version; a cell's letter is explained by a note
 */
function matrix(isAsked) {
  const registries = new Map(VERSIONS.map((version) => [version, registryOf(version)]));
  const notes = new Map();
  const ids = new Set([...registries.values()].flatMap((own) => [...own].filter(([, entry]) => entry.isAsked === isAsked).map(([id]) => id)));
  const rows = [...ids].sort((a, b) => order(a) - order(b)).map((id) => {
    const known = VERSIONS.map((version) => registries.get(version).get(id)).find(Boolean);
    return { id, name: known.name, cells: VERSIONS.map((version) => cell(registries.get(version).get(id), registries.get(OWN).get(id), notes)) };
  });
  return { rows, notes: [...notes.keys()] };
}

function cell(own, newest, notes) {
  if (!own) return ABSENT;
  const difference = newest ? differenceOf(own, newest) : '';
  if (!difference) return SAME;
  if (!notes.has(difference)) notes.set(difference, letter(notes.size));
  return notes.get(difference);
}

function differenceOf(own, newest) {
  const parts = [];
  const [had, has] = [newest.types, own.types].map((types) => types.join(' '));
  if (own.types.length > newest.types.length && has.startsWith(had)) parts.push(`with more: ${has.slice(had.length).trim()}`);
  else if (had !== has) parts.push(`with: ${has || 'nothing'}`);
  newest.fields.forEach((fields, place) => {
    const ofOwn = own.fields[place];
    if (!fields || !ofOwn) return;
    const without = [...new Set(fields)].filter((number) => !ofOwn.includes(number));
    const more = [...new Set(ofOwn)].filter((number) => !fields.includes(number));
    if (without.length > 0) parts.push(`without fields ${list(without)}`);
    if (more.length > 0) parts.push(`with fields ${list(more)} besides`);
  });
  return parts.join('; ');
}

const list = (numbers) => numbers.sort((a, b) => a - b).join(', ');

function letter(index) {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

function order(id) {
  const [service, command] = id.split('_').map(Number);
  return service * NUMBER_BASE + command;
}

const HEADING = '## Commands by version';
const CLASSIC = '9.21.12';

/** The page with that chapter written anew; whether the gateway has a command is kept as it stands there, for a test of the gateway's minds it. */
export function rewritten(page) {
  const begin = page.indexOf(`${HEADING}\n`);
  const end = page.indexOf('\n## ', begin + 1);
  if (begin < 0 || end < 0) throw new Error(`no chapter "${HEADING}" with another behind it`);
  const here = new Map([...page.slice(begin, end).matchAll(/^\| (\d+_\d+) \|.*\| (\S+) \|$/gm)].map((row) => [row[1], row[2]]));
  return page.slice(0, begin) + chapter(here) + page.slice(end);
}

function chapter(here) {
  const [asked, told] = [matrix(true), matrix(false)];
  return [
    HEADING,
    '',
    `\`${SAME}\` as ${OWN} has it, a letter: with the difference below, \`${ABSENT}\`: the version does not have it. "Here": \`yes\`, or the code that the gateway answers.`,
    'Circles, agents and customer service, which share some of the SDKs, are not listed (404). `node matrix.js` in src/test/js writes these tables from the',
    'SDKs.',
    '',
    'What clients ask:',
    '',
    ...table(asked, here, '404'),
    '',
    ...asked.notes.map((note, index) => `- ${letter(index)}: ${note}`),
    '',
    `Only ${CLASSIC} has, and is answered 404 on: ${ofClassic(asked, here).join(', ')}.`,
    '',
    'What they are told; "here": whether the gateway says it:',
    '',
    ...table(told, here, 'no'),
    '',
  ].join('\n');
}

function table({ rows }, here, otherwise) {
  return [
    `| | | ${VERSIONS.join(' | ')} | here |`,
    `| --- | --- |${' --- |'.repeat(VERSIONS.length + 1)}`,
    ...rows.filter(({ id, cells }) => !isOfClassic(cells) || here.get(id) === 'yes').map(({ id, name, cells }) => `| ${id} | ${name} | ${cells.join(' | ')} | ${here.get(id) ?? otherwise} |`),
  ];
}

/** What no other version has. */
function isOfClassic(cells) {
  return cells.every((cell, at) => (cell === ABSENT) === (VERSIONS[at] !== CLASSIC));
}

function ofClassic({ rows }, here) {
  return rows.filter(({ id, cells }) => isOfClassic(cells) && here.get(id) !== 'yes').map(({ id, name }) => `${id} ${name}`);
}
