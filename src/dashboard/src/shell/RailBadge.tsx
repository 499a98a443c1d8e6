/** A number at an entry of the rail, nothing where there is none to tell. */
export function RailBadge({ count, title, tone = 'warn' }: { count: number; title: string; tone?: 'warn' | 'alarm' }) {
  return count > 0 ? <span className={`rail-badge ${tone}`} title={title}>{count > 99 ? '99+' : count}<span className="visually-hidden"> {title}</span></span> : null;
}
