// Where the tested files are.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

export const root = fileURLToPath(new URL('../../', import.meta.url));
export const read = (path) => readFileSync(root + path, 'utf8');
export const yaml = (path) => parse(read(path), { merge: true });
