/** "CancelRequested" as people say it. */
export function spaced(kind: string): string {
  const words = kind.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/**
 * The facts of an event, one pair a leaf, each by its own name; the name of what it is part of goes in front only where two
 * would be called the same. What is unknown is left out, and so is the order's own id: the drawer has it.
 */
export function facts(data: unknown): [string, string][] {
  const all = leaves(data, []).filter(([path]) => path.join('.') !== 'id');
  const names = all.map(([path]) => path.at(-1) ?? 'value');
  return all.map(([path, value], at) => {
    const name = names[at] ?? '';
    return [names.indexOf(name) === names.lastIndexOf(name) ? name : path.join('.'), inWords(name, value)];
  });
}

function leaves(data: unknown, path: readonly string[]): [readonly string[], unknown][] {
  if (data === null || data === undefined || data === '') return [];
  if (Array.isArray(data)) return data.length === 0 ? [] : [[path, data.map(plain).join(', ')]];
  if (typeof data !== 'object') return [[path, data]];
  return Object.entries(data).flatMap(([name, value]) => leaves(value, [...path, name]));
}

/** The journal keeps instants as microseconds and spans as hh:mm:ss; people read neither. */
function inWords(name: string, value: unknown): string {
  if (typeof value === 'number' && /(At|Time)$/.test(name) && value > 1e15) return new Date(value / 1000).toISOString();
  const span = typeof value === 'string' ? /^(\d+):(\d\d):(\d\d(?:\.\d+)?)$/.exec(value) : null;
  if (span) return `${(Number(span[1]) * 3600 + Number(span[2]) * 60 + Number(span[3])).toFixed(3)} s`;
  return plain(value);
}

function plain(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
