import { createStore } from '../desk/store';

const KEY = 'oms.watch';
const FIRST_MAX = 8;
const KEPT_MAX = 40;

/** The symbols this person watches on this machine, in their order; null until they have chosen any. */
export const watched = createStore<readonly string[] | null>(read());

/** What is shown: the person's choice; before there is one, what is held, then what is quoted. */
export function symbolsShown(chosen: readonly string[] | null, held: readonly string[], quoted: readonly string[]): readonly string[] {
  return chosen ?? [...new Set([...held, ...[...quoted].sort()])].slice(0, FIRST_MAX);
}

export function watch(symbol: string, shown: readonly string[]): void {
  if (!shown.includes(symbol)) choose([...shown, symbol].slice(-KEPT_MAX));
}

export function unwatch(symbol: string, shown: readonly string[]): void {
  choose(shown.filter((held) => held !== symbol));
}

function choose(symbols: readonly string[]): void {
  watched.set(symbols);
  localStorage.setItem(KEY, JSON.stringify(symbols));
}

function read(): readonly string[] | null {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? 'null') as unknown;
    return Array.isArray(held) ? held.filter((symbol): symbol is string => typeof symbol === 'string') : null;
  } catch {
    return null;
  }
}
