/** Looks at every script of ours without running it: it parses, and what runs in a browser cannot turn text into markup or code. */
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import path from 'node:path';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const FORBIDDEN = [
  [/\binnerHTML\b|\bouterHTML\b|insertAdjacentHTML|document\.write/, 'text of others could become markup'],
  [/\beval\s*\(|new Function\s*\(/, 'text could become code'],
];

const problems = ['src/main/js', 'src/main/resources/web', 'src/test/js'].flatMap((folder) => scripts(folder).flatMap(problemsOf));
for (const problem of problems) console.error(problem);
process.exitCode = problems.length > 0 ? 1 : 0;

function scripts(folder) {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((file) => file.isFile() && /\.m?js$/.test(file.name) && !file.parentPath.includes('node_modules'))
    .map((file) => path.join(file.parentPath, file.name));
}

function problemsOf(file) {
  const name = path.relative(root, file);
  const text = readFileSync(file, 'utf8');
  const found = [];
  if (!name.includes('/examples/')) found.push(...syntaxProblems(file, name));
  if (name.startsWith('src/main')) {
    for (const [pattern, why] of FORBIDDEN) if (pattern.test(text)) found.push(`${name}: ${pattern} (${why})`);
  }
  return found;
}

function syntaxProblems(file, name) {
  try {
    execFileSync(process.execPath, ['--check', file], { stdio: ['ignore', 'ignore', 'pipe'] });
    return [];
  } catch (error) {
    return [`${name}: ${error.stderr}`];
  }
}
