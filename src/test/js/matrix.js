/** Writes the tables of src/docs/nim.md that say per version of the SDK what it has. To be run when a version comes or goes. */
import { readFileSync, writeFileSync } from 'node:fs';
import { rewritten } from './support/matrix.js';

const PAGE = new URL('../../docs/nim.md', import.meta.url);

writeFileSync(PAGE, rewritten(readFileSync(PAGE, 'utf8')));
