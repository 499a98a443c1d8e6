/** "CancelRequested" as people say it. */
export function spaced(kind: string): string {
  const words = kind.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The facts of an event, one pair a leaf; what is unknown is left out. */
export function facts(data: unknown, path = ''): [string, string][] {
  if (data === null || data === undefined || data === '') return [];
  if (Array.isArray(data)) return data.length === 0 ? [] : [[path, data.map(leaf).join(', ')]];
  if (typeof data !== 'object') return [[path || 'value', leaf(data)]];
  return Object.entries(data).flatMap(([name, value]) => facts(value, path ? `${path}.${name}` : name));
}

function leaf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
