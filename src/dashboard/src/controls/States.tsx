import type { ReactNode } from 'react';
import { explain } from '../api/problem';
import { icons } from '../theme/icons';

export function Loading({ what }: { what: string }) {
  return <div className="empty" role="status"><span className="spinner" /><span>Loading {what}…</span></div>;
}

export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return <div className="empty"><span className="strong">{title}</span>{children && <span className="faint">{children}</span>}</div>;
}

export function Failure({ error, retry }: { error: unknown; retry?: () => void }) {
  return (
    <div className="notice bad" role="alert">
      {icons.warning}
      <span className="grow">{explain(error)}</span>
      {retry && <button type="button" className="button small" onClick={retry}>Try again</button>}
    </div>
  );
}
