/**
 * Ages are measured on the server's clock: a desk machine may be minutes off. The `Date` header is exact to a second,
 * so that differences below two seconds count as none.
 */
let offsetMs = 0;

export function noteServerDate(header: string | null, now = Date.now()): void {
  if (!header) return;
  const server = Date.parse(header);
  if (Number.isNaN(server)) return;
  const difference = server - now;
  offsetMs = Math.abs(difference) < 2000 ? 0 : difference;
}

export function serverNow(): number {
  return Date.now() + offsetMs;
}

/** How old an instant is, null where it is unknown. */
export function ageOf(at: string | null | undefined, now = serverNow()): number | null {
  if (!at) return null;
  const instant = Date.parse(at);
  return Number.isNaN(instant) ? null : Math.max(0, now - instant);
}
